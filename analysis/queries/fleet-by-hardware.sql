-- Question: which accelerators is the network made of, and which of them carry it?
-- Grain:    one row a run and accelerator, in the last epoch.
-- Units:    nodes [node], cards [1], node_share [1], capacity_share [1] of decode throughput at full batch.
WITH fleet AS (
  SELECT run, hardware::VARCHAR AS hardware, count(*) AS nodes, sum(cards)::DOUBLE AS cards, sum(capacity) AS capacity
  FROM (SELECT * FROM nodes QUALIFY epoch = max(epoch) OVER (PARTITION BY run)) GROUP BY run, hardware::VARCHAR)
SELECT run, hardware, nodes, cards, nodes / sum(nodes) OVER whole AS node_share,
  capacity / sum(capacity) OVER whole AS capacity_share
FROM fleet WINDOW whole AS (PARTITION BY run) ORDER BY run, hardware
