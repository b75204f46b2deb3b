/** Tables of what operators do beside what they are paid for, and who acts together. */
import { behaviours } from "../model/catalogue/behaviours.ts";
import { column, f64, i32, labelled, type OutputTable } from "./declare.ts";

const text = { type: "text" } as const;
const epoch = column("epoch", i32, "epoch", "Epoch, counted from 0");
const strategy = column("strategy", text, "", "Name in the menu; “honest” for who does what it is paid for");

const strategies: OutputTable = {
  name: "strategies",
  meaning: "Each option of the menu, once an epoch, in scenarios with `economy.strategies`",
  key: ["epoch", "strategy"],
  columns: [
    epoch,
    strategy,
    column("operators", i32, "operator", "Who did so in the epoch"),
    column("newcomers", i32, "operator", "Of those, who had just taken it up"),
    column("capacity", f64, "token/s", "Their decode throughput, weighted by uptime"),
    column("capacity_share", f64, "1", "Of all"),
    column("weight_share", f64, "1", "Their share of the protocol's weight"),
    column("reward_share", f64, "1", "Their share of the rewards"),
    column("work_share", f64, "1", "Their share of the tokens served"),
    column("pay", f64, "base unit", "What they earned, power and other costs taken off"),
    column("costs", f64, "base unit", "What the strategy cost them: rent, fees to themselves, slashes, bought votes"),
    column("checks", f64, "check", "Checks of their answers, scaled"),
    column("faults", f64, "check", "Of those, rejected"),
    column("convicted", i32, "operator", "Of them, with an account found invalid in the epoch"),
  ],
};

const operators: OutputTable = {
  name: "operator_strategies",
  meaning: "What each operator did, when `operators` is written, in scenarios with `economy.strategies`",
  key: ["epoch", "operator"],
  columns: [
    epoch,
    column("operator", i32, "1", "Row of the operator"),
    strategy,
    column("since", i32, "epoch", "Epoch in which it took it up"),
    column("reviews", i32, "1", "Looks that it has taken since the start"),
    column(
      "behaviour",
      labelled(behaviours.map(({ id }) => id)),
      "",
      "What it does with the requests that it substitutes",
    ),
    column("pay", f64, "base unit", "What it earned in the epoch, power and other costs taken off"),
    column("pay_mean", f64, "base unit", "Running mean of that"),
    column("pay_sd", f64, "base unit", "Running standard deviation of that"),
    column("costs", f64, "base unit", "What the strategy cost it in the epoch"),
    column("caught_at", i32, "epoch", "First epoch since with an account found invalid; NULL before"),
    column("washed", f64, "token", "Tokens that it bought from itself in the epoch"),
  ],
};

export const strategyTables: readonly OutputTable[] = [strategies, operators];
