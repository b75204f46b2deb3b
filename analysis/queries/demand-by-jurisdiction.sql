-- Question: where do the requests come from, and how many of each place's are served?
-- Grain:    one row a run and jurisdiction of the client, over the sample of single requests after warm-up.
-- Units:    requests, served [sampled request].
SELECT run, jurisdiction::VARCHAR AS jurisdiction, count(*) AS requests, count(*) FILTER (outcome = 'served') AS served
FROM requests WHERE epoch >= $warmup GROUP BY run, jurisdiction::VARCHAR ORDER BY run, jurisdiction
