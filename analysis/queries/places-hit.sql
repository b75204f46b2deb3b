-- Question: how many requests of a jurisdiction were served before, during and after acts of states that touch it?
-- Grain:    one row a run that ended well, epoch after warm-up and jurisdiction that an act touched in that run while it had requests.
-- Units:    answered [request], served or lost; served_share [1] of them.
SELECT run, epoch, jurisdiction::VARCHAR AS jurisdiction, phase::VARCHAR AS phase, served + missed AS answered,
  served / (served + missed) AS served_share
FROM access JOIN runs USING (run)
WHERE status = 'ok' AND epoch >= $warmup AND served + missed > 0 AND phase <> 'untouched'
ORDER BY run, epoch, jurisdiction
