-- Question: where does the live capacity stand?
-- Grain:    one row a run, stored epoch and jurisdiction, after warm-up.
-- Units:    nodes [node], capacity_share [1] of decode throughput weighted by uptime.
WITH placed AS (
  SELECT run, epoch, jurisdiction::VARCHAR AS jurisdiction, count(*) AS nodes, sum(capacity * uptime) AS capacity
  FROM nodes WHERE epoch >= $warmup GROUP BY run, epoch, jurisdiction::VARCHAR)
SELECT run, epoch, jurisdiction, nodes, capacity / sum(capacity) OVER (PARTITION BY run, epoch) AS capacity_share
FROM placed QUALIFY sum(capacity) OVER (PARTITION BY run, epoch) > 0 ORDER BY run, epoch, jurisdiction
