-- Question: which share of requests is served as time goes on?
-- Grain:    one row a run that ended well and epoch, warm-up included.
-- Units:    value [1].
SELECT run, epoch, served_fraction AS value FROM epochs WHERE served_fraction IS NOT NULL ORDER BY run, epoch
