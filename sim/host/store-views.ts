/**
 * Views for the common questions. Each row of a view belongs to one run: averages over runs, with intervals, are the
 * report's work.
 */

export interface StoreView {
  readonly name: string;
  /** The question it answers, its grain and units. */
  readonly meaning: string;
  readonly sql: string;
}

export const views: readonly StoreView[] = [
  {
    name: "price_over_time",
    meaning: "What happened to the price? One row a run, epoch and model. [base unit/token]",
    sql: "SELECT run, epoch, model, price FROM markets",
  },
  {
    name: "utilization_over_time",
    meaning:
      "How busy was the network? One row a run and epoch; share of live decode throughput, with its sampling error. [1]",
    sql: "SELECT run, epoch, utilization, utilization_se, live_nodes, capacity FROM epochs",
  },
  {
    name: "latency_over_time",
    meaning: "How long did clients wait? One row a run, epoch, model and metric. [ms]",
    sql: "SELECT run, epoch, model, metric, requests, mean, p50, p90, p95, p99 FROM latencies",
  },
  {
    name: "concentration_by_holder",
    meaning:
      "How concentrated is each quantity as the protocol sees it (accounts) and as it is (operators)? " +
      "One row a run, epoch and quantity. [1]",
    sql: `SELECT account.run, account.epoch, account."of",
            account.hhi AS account_hhi, operator.hhi AS operator_hhi,
            account.gini AS account_gini, operator.gini AS operator_gini,
            account.top10 AS account_top10, operator.top10 AS operator_top10,
            account.nakamoto_half AS account_nakamoto_half, operator.nakamoto_half AS operator_nakamoto_half
          FROM concentration AS account
          JOIN concentration AS operator USING (run, epoch, "of")
          WHERE account."by" = 'account' AND operator."by" = 'operator'`,
  },
  {
    name: "rewards_by_operator_size",
    meaning:
      "Who gets the new money? One row a run, sampled epoch and class of size in cards: " +
      "operators, cards, reward [base unit], reward a card, share of all rewards [1]",
    sql: `SELECT run, epoch, size, count(*) AS operators, sum(cards) AS cards, sum(reward) AS reward,
            sum(reward) / nullif(sum(cards), 0) AS reward_per_card,
            sum(reward) / nullif(sum(sum(reward)) OVER (PARTITION BY run, epoch), 0) AS reward_share
          FROM (SELECT *, CASE WHEN cards <= 1 THEN '1 card' WHEN cards <= 8 THEN '2–8 cards'
                  WHEN cards <= 64 THEN '9–64 cards' WHEN cards <= 512 THEN '65–512 cards' ELSE 'over 512 cards' END AS size
                FROM operators)
          GROUP BY run, epoch, size`,
  },
  {
    name: "served_share_by_jurisdiction",
    meaning:
      "Where is the work done? One row a run, sampled epoch and jurisdiction of the nodes: nodes, finished requests, " +
      "their share of all [1], and finished over finished and lost ones there [1]",
    sql: `SELECT run, epoch, jurisdiction, count(*) AS nodes, sum(served) AS served,
            sum(served) / nullif(sum(sum(served)) OVER (PARTITION BY run, epoch), 0) AS served_share,
            sum(served) / nullif(sum(served) + sum(missed), 0) AS served_fraction
          FROM nodes GROUP BY run, epoch, jurisdiction`,
  },
  {
    name: "served_fraction_by_origin",
    meaning:
      "Who is served? One row a run and jurisdiction of the client, from the sample of single requests: " +
      "sampled requests, share that finished [1], median time to first token [ms]",
    sql: `SELECT run, jurisdiction, count(*) AS requests,
            count(*) FILTER (outcome = 'served') / count(*) AS served_fraction,
            median(time_to_first_token) AS time_to_first_token_p50
          FROM requests GROUP BY run, jurisdiction`,
  },
  {
    name: "miss_reasons",
    meaning:
      "Why were requests lost? One row a run and reason over all epochs: requests, scaled, and their share of all lost [1]",
    sql: `SELECT run, outcome, sum(requests) AS requests,
            sum(requests) / nullif(sum(sum(requests)) OVER (PARTITION BY run), 0) AS miss_share
          FROM misses WHERE outcome <> 'served' GROUP BY run, outcome`,
  },
  {
    name: "top_operators",
    meaning:
      "Who is largest at the end? The 20 operators with most capacity in the last epoch of each run; ties go to the lower number",
    sql: `SELECT * FROM (
            SELECT *, row_number() OVER (PARTITION BY run ORDER BY capacity DESC, operator) AS place
            FROM operators QUALIFY epoch = max(epoch) OVER (PARTITION BY run))
          WHERE place <= 20`,
  },
  {
    name: "concentration_of_machines",
    meaning:
      "In how few makers' cards and at how few sites are capacity, work and reward? One row a run, stored epoch of nodes, quantity and holder " +
      "(vendor of the card; site: the machines of an operator in a jurisdiction, as the model knows no finer place): holders with a share " +
      "above 0, HHI and share of the largest [1], and which that is",
    sql: `WITH machine AS (
            SELECT nodes.run, nodes.epoch, coalesce(hardware.vendor, 'described by the scenario') AS vendor,
              'operator ' || operator || ' in ' || jurisdiction AS site, capacity * uptime AS capacity, work, reward::DOUBLE AS reward
            FROM nodes LEFT JOIN hardware ON hardware.id = nodes.hardware::VARCHAR),
          held AS (
            SELECT run, epoch, "of", "by", holder, sum(held) AS held
            FROM (SELECT * FROM machine UNPIVOT (held FOR "of" IN (capacity, work, reward)))
              UNPIVOT (holder FOR "by" IN (vendor, site))
            GROUP BY run, epoch, "of", "by", holder HAVING sum(held) > 0),
          shared AS (SELECT *, held / sum(held) OVER (PARTITION BY run, epoch, "of", "by") AS share FROM held)
          SELECT run, epoch, "of", "by", count(*) AS holders, sum(share * share ORDER BY holder) AS hhi, max(share) AS largest,
            first(holder ORDER BY share DESC, holder) AS largest_holder
          FROM shared GROUP BY run, epoch, "of", "by"`,
  },
  {
    name: "firms_ended",
    meaning:
      "Which firms ended, when and why, and who took them over? One row a run and ended operator, in scenarios with economy.operators: " +
      "epoch of its end, its class, why (ended_as), the operator that its machines passed to and its class, none where they went to dealers",
    sql: `SELECT firm.run, firm.ended_at AS epoch, firm.operator, firm.class, firm.ended_as, firm.acquired_by,
            buyer.class AS acquirer_class
          FROM (SELECT * FROM firms QUALIFY epoch = max(epoch) OVER (PARTITION BY run)) AS firm
          LEFT JOIN firms AS buyer
            ON buyer.run = firm.run AND buyer.epoch = firm.epoch AND buyer.operator = firm.acquired_by
          WHERE firm.ended_as <> 'none'`,
  },
  {
    name: "units",
    meaning: "What does each column mean, and in which unit? One row a column of every table",
    sql: `SELECT table_name, column_name, data_type, comment FROM duckdb_columns()
          WHERE NOT internal AND schema_name = 'main' AND comment IS NOT NULL`,
  },
];
