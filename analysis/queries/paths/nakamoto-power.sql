-- Question: how does the concentration of power among true owners move?
-- Grain:    one row a run that ended well and epoch, warm-up included.
-- Units:    value [operator].
SELECT run, epoch, nakamoto_half::DOUBLE AS value FROM concentration
WHERE "of" = 'power' AND "by" = 'operator' AND holders > 0 ORDER BY run, epoch
