-- Question: what happened to demand, service, use, size and price of the whole network?
-- Grain:    one row a run and epoch, warm-up included.
-- Units:    offered_requests, answered_requests = served + lost [request], served_fraction, utilization [1], live_nodes [node], price [base unit/token];
--           *_se are standard errors from sampling windows, in the unit of their column; windows [1].
WITH answered AS (SELECT run, epoch, sum(served + missed) AS requests FROM markets GROUP BY run, epoch)
SELECT run, epoch, offered_requests, coalesce(answered.requests, 0) AS answered_requests, served_fraction, served_fraction_se, utilization, utilization_se,
  tokens, live_nodes, capacity, price, windows
FROM epochs LEFT JOIN answered USING (run, epoch) ORDER BY run, epoch
