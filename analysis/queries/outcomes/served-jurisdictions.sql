-- Question: in which share of the places that ask are at least 95 % of requests served?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
--           Rests on the sample of single requests; places with fewer than 20 of them are left out.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
, places AS (
  SELECT run, jurisdiction, count(*) FILTER (outcome = 'served') / count(*) AS served
  FROM after JOIN requests USING (run) WHERE epoch >= warmup GROUP BY run, jurisdiction HAVING count(*) >= 20)
SELECT run, count(*) FILTER (served >= 0.95) / count(*) AS value FROM places GROUP BY run ORDER BY run
