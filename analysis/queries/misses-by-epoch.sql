-- Question: for which reason were requests lost?
-- Grain:    one row a run, epoch and reason, after warm-up; a reason without a loss has 0.
-- Units:    requests [request], scaled to the epoch.
WITH seen AS (SELECT run, epoch, outcome::VARCHAR AS outcome, requests
    FROM misses WHERE epoch >= $warmup AND outcome <> 'served'),
  grid AS (SELECT run, epoch, outcome FROM (SELECT DISTINCT outcome FROM seen)
    CROSS JOIN (SELECT run, epoch FROM epochs WHERE epoch >= $warmup AND served_fraction IS NOT NULL))
SELECT run, epoch, outcome, coalesce(requests, 0) AS requests
FROM grid LEFT JOIN seen USING (run, epoch, outcome) ORDER BY run, epoch, outcome
