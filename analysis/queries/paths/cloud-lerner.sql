-- Question: how does the lerner of clouds by revenue move?
-- Grain:    one row a run that ended well and stored epoch, in scenarios with economy.demand.
-- Units:    value [1].
SELECT run, epoch, sum(lerner * revenue) / nullif(sum(revenue), 0) AS value FROM clouds WHERE revenue > 0 GROUP BY run, epoch ORDER BY run, epoch
