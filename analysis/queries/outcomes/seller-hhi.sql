-- Question: how concentrated are the sellers of compute?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where clients do not choose.
--           The network counts as one seller.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, avg(seller_hhi) AS value
FROM after LEFT JOIN welfare USING (run) WHERE epoch IS NULL OR epoch >= warmup GROUP BY run ORDER BY run
