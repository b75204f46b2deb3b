-- Question: how much more do small buyers of accelerators pay than the largest pay in the same quarter?
-- Grain:    one row a run that ended well; epochs of warm-up are left out, and quarters in which one of the two bought nothing, since
--           prices fall from quarter to quarter; NULL where no quarter is left.
-- Units:    value [1]: what small buyers paid over what the same would have cost at the largest buyers' price of the quarter.
--           What makers for themselves make for their owner has no price and is left out; stores of older programs do not tell it apart.
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
, told AS (SELECT * FROM chip_buyers UNION ALL BY NAME SELECT NULL::DOUBLE AS self_made WHERE false)
, buyers AS (SELECT *, CASE WHEN paid IS NULL THEN 0 ELSE shipped - coalesce(self_made, 0) END AS bought FROM told)
, quarters AS (
  SELECT run, epoch, sum(bought) FILTER (size = 'small') AS received, sum(paid * bought) FILTER (size = 'small') AS spent,
    sum(paid * bought) FILTER (size = 'largest') / sum(bought) FILTER (size = 'largest') AS price
  FROM after JOIN buyers USING (run) WHERE epoch >= warmup AND bought > 0 GROUP BY run, epoch)
SELECT run, sum(spent) FILTER (price IS NOT NULL) / sum(received * price) AS value FROM quarters GROUP BY run ORDER BY run
