-- Question: how does the concentration of reward among true owners move?
-- Grain:    one row a run that ended well and epoch, warm-up included.
-- Units:    value [1].
SELECT run, epoch, hhi::DOUBLE AS value FROM concentration
WHERE "of" = 'reward' AND "by" = 'operator' AND holders > 0 ORDER BY run, epoch
