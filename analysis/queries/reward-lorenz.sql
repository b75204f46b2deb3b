-- Question: what share of the rewards goes to the smallest holders, for accounts and for owners?
-- Grain:    one row a run, kind of holder and hundredth of the holders, over the stored epochs after warm-up.
--           Holders are ordered by reward, smallest first; ties go to the lower number.
-- Units:    hundredth [1/100 of holders], reward_fraction [1] held by these and all smaller ones.
WITH paid AS (SELECT run, account, operator, sum(reward)::DOUBLE AS reward FROM nodes
    WHERE epoch >= $warmup GROUP BY run, account, operator),
held AS (
  SELECT run, 'account' AS holder, account AS number, sum(reward) AS reward FROM paid GROUP BY run, account
  UNION ALL SELECT run, 'operator', operator, sum(reward) FROM paid GROUP BY run, operator),
ordered AS (
  SELECT run, holder, row_number() OVER sorted AS place, count(*) OVER (PARTITION BY run, holder) AS holders,
    sum(reward) OVER sorted AS running, sum(reward) OVER (PARTITION BY run, holder) AS total
  FROM held WINDOW sorted AS (PARTITION BY run, holder ORDER BY reward, number ROWS UNBOUNDED PRECEDING))
SELECT run, holder, ceil(100 * place / holders)::INTEGER AS hundredth, max(place / holders) AS holder_fraction,
  max(running / total) AS reward_fraction, max(holders) AS holders
FROM ordered WHERE total > 0 GROUP BY run, holder, hundredth ORDER BY run, holder, hundredth
