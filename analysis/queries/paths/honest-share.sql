-- Question: how does the part of the capacity move that belongs to operators who do what they are paid for?
-- Grain:    one row a run that ended well and epoch, in scenarios with economy.strategies.
-- Units:    value [1].
SELECT run, epoch, capacity_share AS value FROM strategies WHERE strategy = 'honest' ORDER BY run, epoch
