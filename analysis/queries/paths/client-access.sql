-- Question: how does the part of clients that is served move?
-- Grain:    one row a run that ended well and stored epoch, in scenarios with economy.demand.
-- Units:    value [1].
SELECT run, epoch, sum(served_share * budget) / nullif(sum(budget), 0) AS value FROM client_places GROUP BY run, epoch ORDER BY run, epoch
