-- Question: do large operators earn more for each unit of capacity than small ones?
-- Grain:    one row a run, stored epoch and tenth of operators by capacity (1 = smallest), after warm-up.
--           Operators without capacity are left out; ties go to the lower number.
-- Units:    operators [1], capacity [token/s], reward [base unit], share of each [1];
--           relative_reward = (reward / capacity) over the same ratio of the whole network [1], so 1 is the average.
WITH sized AS (
  SELECT run, epoch, capacity, reward, ntile(10) OVER (PARTITION BY run, epoch ORDER BY capacity, operator) AS tenth
  FROM operators WHERE epoch >= $warmup AND capacity > 0),
tenths AS (
  SELECT run, epoch, tenth, count(*) AS operators, sum(capacity) AS capacity, sum(reward)::DOUBLE AS reward
  FROM sized GROUP BY run, epoch, tenth),
shares AS (
  SELECT *, capacity / sum(capacity) OVER whole AS capacity_share,
    reward / nullif(sum(reward) OVER whole, 0) AS reward_share
  FROM tenths WINDOW whole AS (PARTITION BY run, epoch))
SELECT run, epoch, tenth, operators, capacity_share, reward_share, reward_share / capacity_share AS relative_reward
FROM shares WHERE reward_share IS NOT NULL ORDER BY run, tenth, epoch
