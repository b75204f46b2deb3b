-- Question: how much longer do small buyers of accelerators wait than the largest wait in the same quarter?
-- Grain:    one row a run that ended well; epochs of warm-up are left out, and quarters in which one of the two received nothing, since
--           waits change from quarter to quarter; NULL where no quarter is left.
-- Units:    value [1]: time that small buyers waited for a unit over that of the largest, by what small buyers received in each quarter.
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
, quarters AS (
  SELECT run, epoch, sum(shipped) FILTER (size = 'small') AS received, sum(waited * shipped) FILTER (size = 'small') AS waiting,
    sum(waited * shipped) FILTER (size = 'largest') / sum(shipped) FILTER (size = 'largest') AS wait
  FROM after JOIN chip_buyers USING (run) WHERE epoch >= warmup AND shipped > 0 GROUP BY run, epoch)
SELECT run, sum(waiting) FILTER (wait IS NOT NULL) / sum(received * wait) AS value FROM quarters GROUP BY run ORDER BY run
