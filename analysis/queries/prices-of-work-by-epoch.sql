-- Question: what does an hour's work of an H100 cost at clouds and at the network, and how much do clients spend at the network?
-- Grain:    one row a run that ended well and stored epoch, warm-up included, in scenarios with `economy.demand`; no price where nobody sells.
-- Units:    network_share [1] of spending, cloud_price and network_price [USD/h].
SELECT run, epoch, network_share, cloud_work_price AS cloud_price, network_price
FROM welfare JOIN runs USING (run) WHERE status = 'ok' AND network_share IS NOT NULL ORDER BY run, epoch
