-- Question: what does an hour of an H100 cost at clouds?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where clients do not choose.
-- Units:    value [USD/h].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, avg(cloud_price) FILTER (NOT isnan(cloud_price)) AS value
FROM after LEFT JOIN welfare USING (run) WHERE epoch IS NULL OR epoch >= warmup GROUP BY run ORDER BY run
