-- Question: what do clients in the countries that an act of states touches pay for an hour's work of an H100 while it lasts?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where clients do not choose, or nothing is bought.
--           Places where fewer than one client in a hundred buys are left out: what they pay is nobody's price.
-- Units:    value [USD/h].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
, bought AS (SELECT run, price, work FROM after JOIN client_places USING (run) WHERE epoch >= warmup AND phase = 'during' AND work > 0 AND served_share >= 0.01)
SELECT run, sum(price * work) / nullif(sum(work), 0) AS value
FROM after LEFT JOIN bought USING (run) GROUP BY run ORDER BY run
