-- Question: in how few hands is each quantity when those who act together count as one?
-- Grain:    one row a run, epoch and quantity ("of"), warm-up included; none in scenarios with neither strategies nor coalitions.
-- Units:    coalitions [coalition]; effective_account, effective_operator, effective_control = 1 / HHI [holders].
SELECT run, epoch, c."of"::VARCHAR AS quantity, coalesce(coalitions, 0)::INTEGER AS coalitions,
  1 / hhi_account AS effective_account, 1 / hhi_operator AS effective_operator, 1 / hhi_control AS effective_control
FROM control c LEFT JOIN (SELECT run, epoch, count(*) AS coalitions FROM coalitions GROUP BY run, epoch) USING (run, epoch)
WHERE groups > 0 ORDER BY run, quantity, epoch
