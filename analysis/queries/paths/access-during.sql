-- Question: how does the part of clients that is served move, in the countries that an act of states touches?
-- Grain:    one row a run that ended well and stored epoch, in scenarios with economy.demand and acts of states.
-- Units:    value [1].
SELECT run, epoch, sum(served_share * budget) / nullif(sum(budget), 0) AS value
FROM client_places WHERE phase <> 'untouched' GROUP BY run, epoch ORDER BY run, epoch
