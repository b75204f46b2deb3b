-- Question: for which reason were requests lost, beside all that arrived?
-- Grain:    one row a run, epoch and reason, after warm-up; a reason without a loss has 0.
-- Units:    requests, offered_requests [request], scaled to the epoch.
WITH seen AS (SELECT run, epoch, outcome::VARCHAR AS outcome, requests
    FROM misses WHERE epoch >= $warmup AND outcome <> 'served'),
  grid AS (SELECT run, epoch, outcome, offered_requests FROM (SELECT DISTINCT outcome FROM seen)
    CROSS JOIN (SELECT run, epoch, offered_requests FROM epochs
      WHERE epoch >= $warmup AND offered_requests > 0 AND served_fraction IS NOT NULL))
SELECT run, epoch, outcome, coalesce(requests, 0) AS requests, offered_requests
FROM grid LEFT JOIN seen USING (run, epoch, outcome) ORDER BY run, epoch, outcome
