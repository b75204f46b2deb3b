-- Question: which part of all capacity do the five largest owners hold at the end?
-- Grain:    one row a run that ended well.
-- Units:    value [1].
WITH after AS (SELECT run FROM runs WHERE status = 'ok')
SELECT run, arg_max(top5, epoch) AS value
FROM after JOIN concentration USING (run) WHERE "of" = 'capacity' AND "by" = 'operator' GROUP BY run ORDER BY run
