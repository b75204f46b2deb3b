-- Question: how much of what they want do buyers of accelerators get, how long do they wait, and what do they pay, by size?
-- Grain:    one row a run, stored quarter, size of buyer and side (network or outside), after warm-up.
-- Units:    holdings and shipped [H100e], got_share [1] of what was wanted in the quarter (above 1 when older orders are filled), paid [USD/H100e], waited [day].
SELECT run, epoch, size::VARCHAR AS size, is_network, buyers, holdings, shipped,
  shipped / nullif(ordered, 0) AS got_share, refused / nullif(ordered, 0) AS refused_share, paid, waited
FROM chip_buyers WHERE epoch >= $warmup AND buyers > 0 ORDER BY run, epoch, is_network, size
