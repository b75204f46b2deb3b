-- Question: who is served, place by place?
-- Grain:    one row a run and jurisdiction with clients, after warm-up: all requests in scenarios with economy.states, else the stored
--           sample of single requests (places with fewer than ten of them are left out).
-- Units:    served [1]; latitude, longitude [degree].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok'),
told AS (
  SELECT run, jurisdiction::VARCHAR AS place, sum(served) / sum(served + missed) AS served
  FROM after JOIN access USING (run) WHERE epoch >= warmup GROUP BY run, jurisdiction HAVING sum(served + missed) > 0),
sampled AS (
  SELECT run, jurisdiction::VARCHAR AS place, count(*) FILTER (outcome = 'served') / count(*) AS served
  FROM after JOIN requests USING (run) WHERE epoch >= warmup GROUP BY run, jurisdiction HAVING count(*) >= 10),
either AS (SELECT * FROM told UNION ALL SELECT * FROM sampled WHERE run NOT IN (SELECT run FROM told))
SELECT run, place, name, latitude, longitude, served FROM either JOIN jurisdictions ON jurisdictions.id = place ORDER BY run, place
