-- Question: what do clouds' margins cost clients and sellers together, over what clients would spend?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where clients do not choose.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(deadweight_loss) / nullif(sum(budget), 0) AS value
FROM after LEFT JOIN welfare USING (run) WHERE epoch IS NULL OR epoch >= warmup GROUP BY run ORDER BY run
