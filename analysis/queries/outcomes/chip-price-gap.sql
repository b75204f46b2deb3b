-- Question: how much more do small buyers of accelerators pay than the largest pay in the same quarter?
-- Grain:    one row a run that ended well; epochs of warm-up are left out, and quarters in which one of the two received nothing, since
--           prices fall from quarter to quarter; NULL where no quarter is left.
-- Units:    value [1]: what small buyers paid over what the same would have cost at the largest buyers' price of the quarter.
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
, quarters AS (
  SELECT run, epoch, sum(shipped) FILTER (size = 'small') AS received, sum(paid * shipped) FILTER (size = 'small') AS spent,
    sum(paid * shipped) FILTER (size = 'largest') / sum(shipped) FILTER (size = 'largest') AS price
  FROM after JOIN chip_buyers USING (run) WHERE epoch >= warmup AND shipped > 0 GROUP BY run, epoch)
SELECT run, sum(spent) FILTER (price IS NOT NULL) / sum(received * price) AS value FROM quarters GROUP BY run ORDER BY run
