-- Question: how much of the accelerators that they want do buyers of a jurisdiction get, and what do export rules keep back?
-- Grain:    one row a run that ended well, quarter after warm-up and jurisdiction whose buyers wanted any, in scenarios with `economy.chips`.
-- Units:    ordered [H100e]; got_share [1] of it, above 1 when older orders are filled; refused_share [1].
SELECT run, epoch, jurisdiction::VARCHAR AS jurisdiction, ordered, shipped / ordered AS got_share, refused / ordered AS refused_share
FROM chip_places JOIN runs USING (run) WHERE status = 'ok' AND epoch >= $warmup AND ordered > 0
ORDER BY run, epoch, jurisdiction
