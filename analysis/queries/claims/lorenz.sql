-- Question: how is each quantity shared out among owners at the end?
-- Grain:    one row a run, quantity and owner in the last epoch; places count from the smallest, ties go to the lower number.
-- Units:    place, holders [owners]; share [1] held by the owner.
WITH last AS (SELECT run, max(epoch) AS epoch FROM accounts GROUP BY run),
held AS (
  SELECT run, operator, sum(power) AS power, sum(weight) AS weight, sum(reward)::DOUBLE AS reward, sum(capacity) AS capacity
  FROM accounts JOIN last USING (run, epoch) GROUP BY run, operator),
long AS (UNPIVOT held ON power, weight, reward, capacity INTO NAME quantity VALUE amount)
SELECT run, quantity::VARCHAR AS quantity, row_number() OVER sorted AS place, count(*) OVER whole AS holders,
  amount / sum(amount) OVER whole AS share
FROM long
WINDOW whole AS (PARTITION BY run, quantity), sorted AS (PARTITION BY run, quantity ORDER BY amount, operator)
QUALIFY sum(amount) OVER whole > 0
ORDER BY run, quantity, place
