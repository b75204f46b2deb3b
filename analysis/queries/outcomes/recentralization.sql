-- Question: how long until capacity is highly concentrated: HHI by operator first above 0.18 (US Merger Guidelines, 2023)?
-- Grain:    one row a run that ended well; counted from the end of warm-up; the run's length where it does not happen (censored:
--           `recentralization.sql` one folder up says which).
-- Units:    value [epoch].
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, coalesce(min(epoch) FILTER (hhi > 0.18), max(epoch) + 1) - warmup AS value
FROM after JOIN concentration USING (run)
WHERE epoch >= warmup AND "of" = 'capacity' AND "by" = 'operator' GROUP BY run, warmup ORDER BY run
