-- Question: how many hosts, machines and how much concentration did the network have through a study of variants?
-- Grain:    one row a run that ended well with `economy.operators`, and epoch.
-- Units:    hosts [account] with weight, machines [node], hhi [1] of weight by account; variant and replication name the run.
SELECT r.run, l.level AS variant, r.replication, i.epoch, c.holders AS hosts, i.machines, c.hhi
FROM runs r JOIN points p USING (scenario_identity) JOIN levels l USING (point)
JOIN industry i ON i.run = r.run JOIN concentration c ON c.run = r.run AND c.epoch = i.epoch
WHERE r.status = 'ok' AND l.factor_name = 'variants' AND c."of" = 'weight' AND c."by" = 'account' ORDER BY r.run, i.epoch
