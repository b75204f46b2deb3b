-- Question: how does the least cost of making an H100-equivalent move?
-- Grain:    one row a run that ended well and quarter, in scenarios with economy.chips.
-- Units:    value [USD].
SELECT run, epoch, min(unit_cost) AS value FROM vendors WHERE is_live AND unit_cost > 0 GROUP BY run, epoch ORDER BY run, epoch
