-- Question: how does the profit of owners on an H100's hour move?
-- Grain:    one row a run that ended well and epoch, in scenarios with economy.operators.
-- Units:    value [USD/h].
SELECT run, epoch, 0.7 * margin * cost_per_kilowatt_hour / nullif(revenue - margin, 0) AS value FROM industry WHERE revenue > margin ORDER BY run, epoch
