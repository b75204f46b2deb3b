-- Question: how does the number of those in control who hold more than half of the votes move?
-- Grain:    one row a run that ended well and epoch, in scenarios with strategies or coalitions.
-- Units:    value [1: coalitions, and operators in none].
SELECT run, epoch, nakamoto_control AS value FROM control WHERE "of" = 'votes' AND groups > 0 ORDER BY run, epoch
