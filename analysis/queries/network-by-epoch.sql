-- Question: what happened to demand, service, use, size and price of the whole network?
-- Grain:    one row a run and epoch, warm-up included.
-- Units:    offered_requests [request], served_fraction, utilization [1], live_nodes [node], price [base unit/token];
--           *_se are standard errors from sampling windows, in the unit of their column; windows [1].
SELECT run, epoch, offered_requests, served_fraction, served_fraction_se, utilization, utilization_se,
  tokens, live_nodes, capacity, price, windows
FROM epochs ORDER BY run, epoch
