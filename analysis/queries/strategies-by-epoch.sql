-- Question: which share of capacity follows which strategy?
-- Grain:    one row a run that ended well, epoch and option of the menu, warm-up included, in scenarios with `economy.strategies`.
-- Units:    capacity_share [1].
SELECT run, epoch, strategy, capacity_share
FROM strategies JOIN runs USING (run) WHERE status = 'ok' AND capacity_share IS NOT NULL ORDER BY run, epoch, strategy
