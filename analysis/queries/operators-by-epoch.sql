-- Question: how many operators are there, who came and who went?
-- Grain:    one row a run that ended well and epoch, warm-up included, in scenarios with `economy.operators`.
-- Units:    operators; entries, exits and bankruptcies of the epoch, acquisitions among the last two.
SELECT run, epoch, active, entries, exits, bankruptcies, acquisitions
FROM industry JOIN runs USING (run) WHERE status = 'ok' ORDER BY run, epoch
