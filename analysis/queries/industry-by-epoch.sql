-- Question: how do operators fare: what they get, pay, invest and owe, who comes and who goes?
-- Grain:    one row a run and epoch, in scenarios with `economy.operators`.
-- Units:    money [USD/epoch], cash and debt [USD], the rest counts.
SELECT run, epoch, active, machines, revenue, revenue - margin AS cost, margin, cash, debt, invested, entries, exits,
  bankruptcies, acquisitions, acquired_bankrupt, acquired_leaving, acquired_healthy, machines_bought, machines_used,
  machines_taken, machines_sold
FROM industry JOIN runs USING (run) WHERE status = 'ok' ORDER BY run, epoch
