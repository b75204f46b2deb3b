-- Question: how many times the electricity that serving takes do clients pay?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
--           Electricity is the marginal cost of a token on a machine that is there: board power while busy, times the building's
--           overhead, at the price of the place. Rests on the epochs that `nodes` holds.
-- Units:    value [1].
WITH shown AS (
  SELECT run, warmup, CAST(resolved->>'$.stake.tokenPrice' AS DOUBLE) / 1e9 AS usd, CAST(resolved->>'$.epochLength' AS DOUBLE) AS seconds
  FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(fees) * any_value(usd)
  / nullif(sum(cards * hardware.power / 1000 * pue * electricity * seconds / 3600 * uptime * busy), 0) AS value
FROM shown JOIN nodes USING (run) JOIN hardware ON hardware.id = nodes.hardware::VARCHAR
  JOIN jurisdictions ON jurisdictions.id = nodes.jurisdiction::VARCHAR
WHERE epoch >= warmup GROUP BY run ORDER BY run
