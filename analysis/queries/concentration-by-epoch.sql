-- Question: in how few hands is each quantity, as accounts show it and as owners really are?
-- Grain:    one row a run, epoch, quantity ("of") and kind of holder ("by"), warm-up included.
-- Units:    holders, nakamoto_half [holders]; effective_number = 1 / HHI [holders]; top10 [1].
SELECT run, epoch, "of"::VARCHAR AS quantity, "by"::VARCHAR AS holder, holders, effective_number, top10, nakamoto_half
FROM concentration WHERE holders > 0 ORDER BY run, quantity, holder, epoch
