-- Question: who is served, place by place?
-- Grain:    one row a run and jurisdiction with clients, after warm-up. Of requests: all of them in scenarios with economy.states, else the
--           stored sample of single ones (places with fewer than ten are left out). Where no request is simulated, of clients who choose
--           among providers and going without, by budget, mean over epochs.
-- Units:    served [1]; latitude, longitude [degree].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok'),
told AS (
  SELECT run, jurisdiction::VARCHAR AS place, sum(served) / sum(served + missed) AS served, 'requests' AS counted
  FROM after JOIN access USING (run) WHERE epoch >= warmup GROUP BY run, jurisdiction HAVING sum(served + missed) > 0),
sampled AS (
  SELECT run, jurisdiction::VARCHAR AS place, count(*) FILTER (outcome = 'served') / count(*) AS served, 'requests' AS counted
  FROM after JOIN requests USING (run) WHERE epoch >= warmup GROUP BY run, jurisdiction HAVING count(*) >= 10),
choosing AS (
  SELECT run, jurisdiction::VARCHAR AS place, avg(served_share) AS served, 'clients' AS counted
  FROM after JOIN client_places USING (run) WHERE epoch >= warmup AND budget > 0 GROUP BY run, jurisdiction),
requested AS (SELECT * FROM told UNION ALL SELECT * FROM sampled WHERE run NOT IN (SELECT run FROM told)),
either AS (SELECT * FROM requested UNION ALL SELECT * FROM choosing WHERE run NOT IN (SELECT run FROM requested))
SELECT run, place, name, latitude, longitude, served, counted
FROM either JOIN jurisdictions ON jurisdictions.id = place ORDER BY run, place
