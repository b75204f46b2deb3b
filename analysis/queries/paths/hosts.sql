-- Question: how many hosts does the network have?
-- Grain:    one row a run and epoch, warm-up included.
-- Units:    value [account]: accounts with weight.
SELECT run, epoch, holders::DOUBLE AS value FROM concentration WHERE "of" = 'weight' AND "by" = 'account' ORDER BY run, epoch
