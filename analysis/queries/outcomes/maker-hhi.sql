-- Question: how concentrated are the makers of accelerators at the end?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
-- Units:    value [1].
WITH after AS (SELECT run FROM runs WHERE status = 'ok')
, last AS (SELECT run, max(epoch) AS epoch FROM after JOIN vendors USING (run) GROUP BY run),
made AS (SELECT run, produced / nullif(sum(produced) OVER (PARTITION BY run), 0) AS share FROM last JOIN vendors USING (run, epoch))
SELECT run, sum(share * share) AS value FROM made GROUP BY run ORDER BY run
