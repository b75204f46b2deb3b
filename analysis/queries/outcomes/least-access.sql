-- Question: which part of clients is served in the places that are served worst?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where clients do not choose.
--           The tenth of jurisdictions with the lowest share: the 10 % quantile of places by their mean over time.
-- Units:    value [1].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
, places AS (
  SELECT run, jurisdiction, avg(served_share) AS served FROM after LEFT JOIN client_places USING (run)
  WHERE epoch IS NULL OR epoch >= warmup GROUP BY run, jurisdiction)
SELECT run, quantile_cont(served, 0.1) AS value FROM places GROUP BY run ORDER BY run
