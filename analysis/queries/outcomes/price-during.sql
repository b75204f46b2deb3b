-- Question: what do clients in the countries that an act of states touches pay for an hour's work of an H100 while it lasts?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where clients do not choose, or nothing is bought.
-- Units:    value [USD/h].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(price * work) FILTER (phase = 'during' AND work > 0) / nullif(sum(work) FILTER (phase = 'during' AND work > 0), 0) AS value
FROM after LEFT JOIN client_places USING (run) WHERE epoch IS NULL OR epoch >= warmup GROUP BY run ORDER BY run
