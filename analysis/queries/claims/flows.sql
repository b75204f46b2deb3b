-- Question: where does the money of an epoch come from, and to whom does it go?
-- Grain:    one row a run, source and kind of owner; 'not paid out' is new money that nobody got. Over the stored epochs after warm-up.
-- Units:    amount [base unit/epoch].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok'),
paid AS (
  SELECT run, type::VARCHAR AS owner, sum(reward)::DOUBLE AS reward, sum(fees)::DOUBLE AS fees, count(DISTINCT epoch) AS epochs
  FROM after JOIN operators USING (run) WHERE epoch >= warmup GROUP BY run, type),
stored AS (SELECT DISTINCT run, epoch FROM operators),
kept AS (
  SELECT run, sum(emission - rewarded)::DOUBLE / count(*) AS amount
  FROM after JOIN epochs USING (run) JOIN stored USING (run, epoch) WHERE epoch >= warmup GROUP BY run)
SELECT run, 'new money' AS source, owner, reward / epochs AS amount FROM paid
UNION ALL SELECT run, 'clients', owner, fees / epochs FROM paid
UNION ALL SELECT run, 'new money', 'not paid out', amount FROM kept
ORDER BY run, source, owner
