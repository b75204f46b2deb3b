-- Question: by how much does the five largest owners' part of all capacity rise over the run?
-- Grain:    one row a run that ended well; from the first epoch, warm-up included, to the last.
-- Units:    value [1].
WITH after AS (SELECT run FROM runs WHERE status = 'ok')
SELECT run, arg_max(top5, epoch) - arg_min(top5, epoch) AS value
FROM after JOIN concentration USING (run) WHERE "of" = 'capacity' AND "by" = 'operator' GROUP BY run ORDER BY run
