-- Question: how long do small buyers wait for accelerators?
-- Grain:    one row a run that ended well and quarter, in scenarios with economy.chips.
-- Units:    value [day].
SELECT run, epoch, sum(waited * shipped) / nullif(sum(shipped), 0) AS value FROM chip_buyers
WHERE size = 'small' AND shipped > 0 GROUP BY run, epoch ORDER BY run, epoch
