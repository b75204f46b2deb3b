-- Question: how does the price of a token move?
-- Grain:    one row a run that ended well and epoch, warm-up included.
-- Units:    value [base unit/token].
SELECT run, epoch, price AS value FROM epochs WHERE price IS NOT NULL ORDER BY run, epoch
