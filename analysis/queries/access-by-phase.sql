-- Question: what do clients of each jurisdiction get before, during and after acts of states?
-- Grain:    one row a run, jurisdiction and phase, after warm-up; means are over requests, not over epochs.
-- Units:    epochs [epoch], served_share and domestic_share [1], price [base unit/token], round_trip, first_token, end_to_end [ms].
SELECT run, jurisdiction::VARCHAR AS jurisdiction, phase::VARCHAR AS phase, count(*) AS epochs,
  sum(served) / sum(served + missed) AS served_share,
  sum(domestic_fraction * served) / sum(served) AS domestic_share,
  sum(price * tokens) / sum(tokens) AS price,
  sum(round_trip * served) / sum(served) AS round_trip,
  sum(time_to_first_token * served) / sum(served) AS first_token,
  sum(end_to_end * served) / sum(served) AS end_to_end
FROM access WHERE epoch >= $warmup GROUP BY run, jurisdiction, phase HAVING sum(served + missed) > 0
ORDER BY run, jurisdiction, phase
