-- Question: which part of clients in the countries that an act of states touches is served while it lasts?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where clients do not choose, or nothing happens.
-- Units:    value [1], by what clients would spend.
WITH after AS (SELECT run, warmup FROM runs JOIN scenarios USING (scenario_identity) WHERE status = 'ok')
SELECT run, sum(served_share * budget) FILTER (phase = 'during') / nullif(sum(budget) FILTER (phase = 'during'), 0) AS value
FROM after LEFT JOIN client_places USING (run) WHERE epoch IS NULL OR epoch >= warmup GROUP BY run ORDER BY run
