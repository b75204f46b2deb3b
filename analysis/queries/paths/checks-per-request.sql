-- Question: how many checks does a finished request cost, as time goes on?
-- Grain:    one row a run that ended well and epoch at which accounts are stored.
-- Units:    value [1].
SELECT run, epoch, sum(checks) / nullif(sum(served), 0) AS value
FROM accounts GROUP BY run, epoch HAVING sum(served) > 0 ORDER BY run, epoch
