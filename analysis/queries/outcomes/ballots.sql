-- Question: how many owners' votes does it take to decide a proposal?
-- Grain:    one row a run that ended well; votes of one owner through many accounts count one by one; NULL where nothing was put to the vote.
-- Units:    value [vote].
WITH after AS (SELECT run FROM runs WHERE status = 'ok'),
put AS (SELECT run, count(*) AS proposals FROM after JOIN proposals USING (run) WHERE counted_at IS NOT NULL GROUP BY run),
cast_votes AS (SELECT run, count(*) AS ballots FROM after JOIN votes USING (run) GROUP BY run)
SELECT run, coalesce(ballots, 0) / proposals AS value FROM put LEFT JOIN cast_votes USING (run) ORDER BY run
