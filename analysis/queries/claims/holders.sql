-- Question: how concentrated is each quantity, as accounts show it and as owners really are?
-- Grain:    one row a run, epoch, quantity and kind of holder, warm-up included.
-- Units:    hhi [1], nakamoto [holders].
SELECT run, epoch, "of"::VARCHAR AS quantity, "by"::VARCHAR AS holder, hhi, nakamoto_half AS nakamoto
FROM concentration WHERE holders > 0 AND "by" <> 'jurisdiction' AND "of" IN ('power', 'weight', 'reward', 'capacity')
ORDER BY run, quantity, holder, epoch
