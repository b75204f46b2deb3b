-- Question: how does the network's part of spending move?
-- Grain:    one row a run that ended well and stored epoch, in scenarios with economy.demand.
-- Units:    value [1].
SELECT run, epoch, network_share AS value FROM welfare WHERE network_share IS NOT NULL ORDER BY run, epoch
