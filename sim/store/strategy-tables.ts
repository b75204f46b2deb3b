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

const coalitions: OutputTable = {
  name: "coalitions",
  meaning: "Each coalition, once an epoch, in scenarios with `economy.coalitions`",
  key: ["epoch", "kind", "leader"],
  columns: [
    epoch,
    column("kind", text, "", "Kind, as in the scenario"),
    column("leader", i32, "1", "Row of the operator that leads it"),
    column("members", i32, "operator", "Members, the leader among them"),
    column("founded_at", i32, "epoch", "First epoch of it"),
    column("is_acting", { type: "bool" }, "", "Whether its members act together; not while one that left is punished"),
    column("capacity_share", f64, "1", "Its share of the capacity"),
    column("weight_share", f64, "1", "Its share of the protocol's weight"),
    column("votes_share", f64, "1", "Its share of the votes"),
  ],
};

/** What is shared out, by who is in control of it. */
export const controlled = ["capacity", "weight", "reward", "votes"] as const;

const control: OutputTable = {
  name: "control",
  meaning:
    "Concentration by account, by true owner and by who is in effective control, in scenarios with strategies or coalitions",
  key: ["epoch", "of"],
  columns: [
    epoch,
    column("of", labelled(controlled), "", "What is held"),
    column("groups", i32, "1", "Those in control: coalitions, and operators in none, with a share above 0"),
    column("largest", f64, "1", "Share of the largest of them"),
    column("hhi_account", f64, "1", "Sum of squared shares of accounts"),
    column("hhi_operator", f64, "1", "The same of true owners"),
    column("hhi_control", f64, "1", "The same of those in control"),
    column("gap", f64, "1", "What is hidden: hhi_control less hhi_account"),
    column("nakamoto_account", i32, "1", "Fewest accounts with more than half"),
    column("nakamoto_operator", i32, "1", "Fewest true owners with more than half"),
    column("nakamoto_control", i32, "1", "Fewest of those in control with more than half"),
  ],
};

export const strategyTables: readonly OutputTable[] = [strategies, operators, coalitions, control];
