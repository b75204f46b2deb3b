-- Question: how does the five largest owners' part of all capacity move?
-- Grain:    one row a run that ended well and epoch.
-- Units:    value [1].
SELECT run, epoch, top5 AS value FROM concentration WHERE "of" = 'capacity' AND "by" = 'operator' ORDER BY run, epoch
