-- Question: which part of the accelerators of the last quarter is made by newcomers?
-- Grain:    one row a run that ended well; epochs of warm-up are left out; NULL where nothing was measured.
--           A newcomer was not selling in the first stored quarter.
-- Units:    value [1].
WITH after AS (SELECT run FROM runs WHERE status = 'ok')
, ends AS (SELECT run, min(epoch) AS first, max(epoch) AS last FROM after JOIN vendors USING (run) GROUP BY run),
there AS (SELECT run, vendor FROM ends JOIN vendors USING (run) WHERE epoch = first AND is_live)
SELECT run, coalesce(sum(produced) FILTER (there.vendor IS NULL), 0) / nullif(sum(produced), 0) AS value
FROM ends JOIN vendors USING (run) LEFT JOIN there USING (run, vendor) WHERE epoch = last GROUP BY run ORDER BY run
