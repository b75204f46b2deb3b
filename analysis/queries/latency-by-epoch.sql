-- Question: how long did clients wait, from the typical to the unlucky?
-- Grain:    one row a run, epoch, model and metric, after warm-up.
-- Units:    p50, p90, p99 [ms]; requests [request] are the finished ones it rests on.
SELECT run, epoch, model::VARCHAR AS model, metric::VARCHAR AS metric, requests, p50, p90, p99
FROM latencies WHERE epoch >= $warmup AND requests > 0 AND p50 IS NOT NULL
ORDER BY run, model::VARCHAR, metric::VARCHAR, epoch
