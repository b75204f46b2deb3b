-- Question: which part of a jurisdiction's clients buys and is served, wherever it buys, before, during and after acts of states that touch it?
-- Grain:    one row a run that ended well, stored epoch after warm-up and jurisdiction that an act touched in that run, in scenarios with
--           `economy.demand` and `economy.states`.
-- Units:    answered [USD/h], what they would spend at the reference price; served_share [1] of it; price [USD/h] of an H100-hour's work;
--           delay [ms], mean round trip; both NULL where nobody bought.
SELECT run, epoch, jurisdiction::VARCHAR AS jurisdiction, phase::VARCHAR AS phase, budget AS answered, served_share, price, round_trip AS delay
FROM client_places JOIN runs USING (run)
WHERE status = 'ok' AND epoch >= $warmup AND budget > 0 AND phase <> 'untouched'
ORDER BY run, epoch, jurisdiction
