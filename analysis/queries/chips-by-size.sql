-- Question: how much of what they want do buyers of accelerators get, how long do they wait, and what do they pay, by size?
-- Grain:    one row a run that ended well, quarter after warm-up and group of buyers: by what they hold, and all operators of the network
--           as one group (`network`), in scenarios with `economy.chips`.
-- Units:    ordered and shipped [H100e]; got_share [1] of what was wanted in the quarter, above 1 when older orders are filled, NULL where
--           nothing was wanted; waited [day] and paid [USD/H100e] of what was received; paid_ratio [1] over what the largest paid in the
--           same quarter, since prices fall from one to the next.
WITH groups AS (
  SELECT run, epoch, CASE WHEN is_network THEN 'network' ELSE size::VARCHAR END AS buyer, sum(ordered) AS ordered,
    sum(shipped) AS shipped, sum(paid * shipped) AS spent, sum(waited * shipped) AS waiting
  FROM chip_buyers JOIN runs USING (run) WHERE status = 'ok' AND epoch >= $warmup GROUP BY ALL)
, largest AS (SELECT run, epoch, spent / shipped AS paid FROM groups WHERE buyer = 'largest' AND shipped > 0)
SELECT run, epoch, buyer, ordered, shipped, shipped / nullif(ordered, 0) AS got_share, waiting / nullif(shipped, 0) AS waited,
  spent / nullif(shipped, 0) AS paid, spent / nullif(shipped, 0) / largest.paid AS paid_ratio
FROM groups LEFT JOIN largest USING (run, epoch) WHERE ordered > 0 OR shipped > 0
ORDER BY run, epoch, buyer
