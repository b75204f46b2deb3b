-- Question: how many requests of a jurisdiction were served before, during and after acts of states that touch it, at what price and delay?
-- Grain:    one row a run that ended well, epoch after warm-up and jurisdiction that an act touched in that run while it had requests.
-- Units:    answered [request], served or lost; served_share [1] of them; price [USD/million token]; delay [ms], mean time to the first token
--           as the client sees it; both NULL where none was served.
SELECT run, epoch, jurisdiction::VARCHAR AS jurisdiction, phase::VARCHAR AS phase, served + missed AS answered,
  served / (served + missed) AS served_share, CASE WHEN served > 0 THEN 1e6 * price_usd END AS price,
  CASE WHEN served > 0 THEN time_to_first_token END AS delay
FROM access JOIN runs USING (run)
WHERE status = 'ok' AND epoch >= $warmup AND served + missed > 0 AND phase <> 'untouched'
ORDER BY run, epoch, jurisdiction
