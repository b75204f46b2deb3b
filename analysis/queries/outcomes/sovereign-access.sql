-- Question: in which share of the places that ask can clients buy at up to 1.2 times the lowest price?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
--           Rests on the sample of single requests; places with fewer than 20 of them are left out; a place in which fewer than
--           half are served has no access, whatever the price.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
, paid AS (
  SELECT run, jurisdiction, model, sum(fee) / sum(prompt_tokens + output_tokens) AS price, sum(prompt_tokens + output_tokens) AS tokens
  FROM after JOIN requests USING (run) WHERE epoch >= warmup AND outcome = 'served' GROUP BY run, jurisdiction, model HAVING count(*) >= 5),
lowest AS (SELECT run, model, min(price) AS price FROM paid GROUP BY run, model),
ratios AS (
  SELECT run, jurisdiction, sum(paid.price / nullif(lowest.price, 0) * tokens) / sum(tokens) AS ratio
  FROM paid JOIN lowest USING (run, model) GROUP BY run, jurisdiction),
places AS (
  SELECT run, jurisdiction, count(*) FILTER (outcome = 'served') / count(*) AS served
  FROM after JOIN requests USING (run) WHERE epoch >= warmup GROUP BY run, jurisdiction HAVING count(*) >= 20)
SELECT run, count(*) FILTER (served >= 0.5 AND coalesce(ratio, 1) <= 1.2) / count(*) AS value
FROM places LEFT JOIN ratios USING (run, jurisdiction) GROUP BY run ORDER BY run
