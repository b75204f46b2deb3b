-- Question: what did a token of each language model cost?
-- Grain:    one row a run, epoch and model, after warm-up.
-- Units:    price [base unit/token], tokens [token].
SELECT run, epoch, model::VARCHAR AS model, price, coalesce(tokens, 0) AS tokens
FROM markets WHERE epoch >= $warmup AND price IS NOT NULL ORDER BY run, epoch, model::VARCHAR
