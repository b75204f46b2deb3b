-- Question: how much of what they want do buyers of accelerators get, how long do they wait, and what do they pay, by size?
-- Grain:    one row a run that ended well, quarter after warm-up and group of buyers: by what they hold, and all operators of the network
--           as one group (`network`), in scenarios with `economy.chips`.
-- Units:    ordered, shipped and, of that, bought [H100e]: what makers for themselves make for their owner is not; got_share [1] of what was
--           wanted in the quarter, above 1 when older orders are filled, NULL where nothing was wanted; waited [day] of what was received;
--           paid [USD/H100e] of what was bought; paid_ratio [1] over what the largest paid in the same quarter, since prices fall from one
--           to the next. Stores of older programs do not tell what was self-made: all was bought there.
WITH told AS (SELECT * FROM chip_buyers UNION ALL BY NAME SELECT NULL::DOUBLE AS self_made WHERE false)
, buyers AS (SELECT *, CASE WHEN paid IS NULL THEN 0 ELSE shipped - coalesce(self_made, 0) END AS bought FROM told)
, groups AS (
  SELECT run, epoch, CASE WHEN is_network THEN 'network' ELSE size::VARCHAR END AS buyer, sum(ordered) AS ordered,
    sum(shipped) AS shipped, sum(bought) AS bought, sum(paid * bought) AS spent, sum(waited * shipped) AS waiting
  FROM buyers JOIN runs USING (run) WHERE status = 'ok' AND epoch >= $warmup GROUP BY ALL)
, largest AS (SELECT run, epoch, spent / bought AS paid FROM groups WHERE buyer = 'largest' AND bought > 0)
SELECT run, epoch, buyer, ordered, shipped, bought, shipped / nullif(ordered, 0) AS got_share, waiting / nullif(shipped, 0) AS waited,
  spent / nullif(bought, 0) AS paid, spent / nullif(bought, 0) / largest.paid AS paid_ratio
FROM groups LEFT JOIN largest USING (run, epoch) WHERE ordered > 0 OR shipped > 0
ORDER BY run, epoch, buyer
