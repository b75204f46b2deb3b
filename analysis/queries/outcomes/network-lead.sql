-- Question: by how much is the network chosen more than the cloud that is chosen most?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where clients do not choose among clouds.
-- Units:    value [1]: part of spending at the network less that at the largest cloud; above 0 the network wins.
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok'),
largest AS (SELECT run, epoch, max(share) AS share FROM clouds GROUP BY run, epoch)
SELECT run, avg(network_share - share) AS value
FROM after JOIN welfare USING (run) JOIN largest USING (run, epoch) WHERE epoch >= warmup GROUP BY run ORDER BY run
