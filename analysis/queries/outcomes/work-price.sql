-- Question: what does an hour's work of an H100 cost clients, wherever they buy?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where clients do not choose.
-- Units:    value [USD/h].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(price * work) FILTER (work > 0) / nullif(sum(work) FILTER (work > 0), 0) AS value
FROM after LEFT JOIN client_places USING (run) WHERE epoch IS NULL OR epoch >= warmup GROUP BY run ORDER BY run
