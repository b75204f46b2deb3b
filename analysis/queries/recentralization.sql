-- Question: after how many epochs is capacity highly concentrated, and in which runs was that not waited for?
-- Grain:    one row a run that ended well, for Kaplan–Meier curves and log-rank tests (`analysis/stats/survival.ts`).
-- Units:    time [epoch] from the end of warm-up; happened: HHI by operator passed 0.18 (US Merger Guidelines, 2023).
WITH after AS (SELECT run, scenario_name, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, scenario_name, coalesce(min(epoch) FILTER (hhi > 0.18), max(epoch) + 1) - warmup AS time, bool_or(hhi > 0.18) AS happened
FROM after JOIN concentration USING (run)
WHERE epoch >= warmup AND "of" = 'capacity' AND "by" = 'operator' GROUP BY run, scenario_name, warmup ORDER BY run
