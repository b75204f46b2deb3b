-- Question: which share of demand is served, every jurisdiction counting alike?
-- Grain:    one row a run that ended well and epoch, in scenarios with economy.states.
-- Units:    value [1].
SELECT run, epoch, avg(served_fraction) AS value FROM access
WHERE offered > 0 AND served_fraction IS NOT NULL GROUP BY run, epoch ORDER BY run, epoch
