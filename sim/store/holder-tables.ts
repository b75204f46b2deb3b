/** Tables of who holds what: operators, accounts, nodes, and the books. */
import { classIds, hardwareIds, jurisdictionIds, modelIds } from "../model/catalogue/ids.ts";
import { operatorTypes } from "../model/tables/operators.ts";
import { column, f64, i32, i64, labelled, type OutputTable } from "./declare.ts";
import { behaviour } from "./detection-tables.ts";

const epoch = column("epoch", i32, "epoch", "Epoch, counted from 0");
const jurisdiction = column("jurisdiction", labelled(jurisdictionIds), "", "Where it stands (ISO 3166 alpha-3)");
const model = column("model", labelled(modelIds), "", "Language model of the market");

export const ledgerKinds = [
  "emission",
  "reward",
  "fee",
  "genesis",
  "burn",
  "lock",
  "unlock",
  "slash",
  "vest",
  "bond",
  "delegation",
  "admission",
  "refund",
  "deposit",
  "sale",
] as const;
export const accountStatuses = ["active", "inactive", "invalid"] as const;

export const holderTables: readonly OutputTable[] = [
  {
    name: "operators",
    meaning: "Each operator, every outputs.operatorsEvery epochs and in the last",
    key: ["epoch", "operator"],
    columns: [
      epoch,
      column("operator", i32, "1", "Number of the operator"),
      column("type", labelled(operatorTypes), "", "Kind of operator"),
      jurisdiction,
      column("accounts", i32, "1", "Accounts it presents to the protocol"),
      column("nodes", i32, "node", "Machines"),
      column("cards", i32, "1", "Accelerators in them"),
      behaviour,
      column("substitution", f64, "1", "Share of its requests that it treats so; the others are honest work"),
      column("capacity", f64, "token/s", "Decode throughput, weighted by uptime"),
      column("work", f64, "token", "Tokens served this epoch, scaled"),
      column("reward", i64, "base unit", "Reward of this epoch"),
      column("fees", i64, "base unit", "Fees earned this epoch"),
      column("balance", i64, "base unit", "Money held at the epoch's end, over all its accounts"),
    ],
  },
  {
    name: "accounts",
    meaning: "Each account, every outputs.operatorsEvery epochs and in the last",
    key: ["epoch", "account"],
    columns: [
      epoch,
      column("account", i32, "1", "Number of the account"),
      column("operator", i32, "1", "Its true owner"),
      column("nodes", i32, "node", "Machines"),
      column("capacity", f64, "token/s", "Decode throughput, weighted by uptime"),
      column("proven", f64, "proof unit", "What its nodes proved over the epoch"),
      column("confirmed", f64, "1", "Share of it that random proofs within the epoch confirmed"),
      column("weight", f64, "proof unit", "What it counts for, after the weight rule and collateral"),
      column("power", f64, "vote", "Votes in governance"),
      column("is_admitted", { type: "bool" }, "", "Whether admission let it take part"),
      column("status", labelled(accountStatuses), "", "Standing; inactive and invalid accounts are paid nothing"),
      column("reputation", f64, "1", "Standing over past epochs, 0…1"),
      column("served", f64, "request", "Finished this epoch, scaled"),
      column("missed", f64, "request", "Lost this epoch, scaled"),
      column("checks", f64, "check", "Checks of its requests this epoch, scaled"),
      column("faults", f64, "check", "Checks that rejected its work this epoch, scaled"),
      column("work", f64, "token", "Tokens served this epoch, scaled"),
      column("stake", f64, "base unit", "Own stake, bonded"),
      column("delegated", f64, "base unit", "Stake of those who delegate to it"),
      column("collateral", f64, "base unit", "Deposit locked, what is on its way back included"),
      column("unvested", f64, "base unit", "Locked and not yet vested"),
      column("reward", i64, "base unit", "Reward of this epoch that stayed with it"),
      column("fees", i64, "base unit", "Fees of its requests this epoch"),
      column("balance", i64, "base unit", "Money at the epoch's end that is not locked"),
    ],
  },
  {
    name: "nodes",
    meaning: "Each node, every outputs.nodesEvery epochs and in the last",
    key: ["epoch", "node"],
    columns: [
      epoch,
      column("node", i32, "1", "Number of the node"),
      column("operator", i32, "1", "Its owner"),
      column("account", i32, "1", "Account that the protocol pays"),
      column("hardware", labelled(hardwareIds), "", "Accelerator"),
      column("class", labelled(classIds), "", "Kind of host"),
      jurisdiction,
      model,
      column("cards", i32, "1", "Accelerators in the machine"),
      column("capacity", f64, "token/s", "Decode throughput at full batch"),
      column("uptime", f64, "1", "Share of the epoch it was live"),
      column("busy", f64, "1", "Share of the measured time with requests in the batch; 0 while it was off"),
      column("served", f64, "request", "Finished this epoch, scaled"),
      column("missed", f64, "request", "Lost this epoch, scaled"),
      column("work", f64, "token", "Tokens served this epoch, scaled"),
      column("reward", i64, "base unit", "Reward of this epoch"),
      column("fees", i64, "base unit", "Fees earned this epoch"),
      column("checks", f64, "check", "Verdicts on its answers this epoch, scaled"),
      column("faults", f64, "check", "Those of them that rejected the answer, scaled"),
      column("refunds", i64, "base unit", "Given back to clients for rejected answers"),
    ],
  },
  {
    name: "ledger",
    meaning: "Double-entry journal: each line moves an amount from one ledger account to another",
    key: ["epoch", "line"],
    columns: [
      epoch,
      column("line", i32, "1", "Number within the epoch"),
      column("kind", labelled(ledgerKinds), "", "Why the money moved"),
      column("from_account", i32, "1", "Ledger account debited; see ledger_accounts"),
      column("to_account", i32, "1", "Ledger account credited"),
      column("amount", i64, "base unit", "Amount, > 0"),
    ],
  },
  {
    name: "ledger_accounts",
    meaning: "Accounts of the ledger with their final balance",
    key: ["ledger_account"],
    columns: [
      column("ledger_account", i32, "1", "Number of the ledger account"),
      column("name", { type: "text" }, "", "The protocol’s own account, account N, or delegator N"),
      column("operator", i32, "1", "Owner; −1 for the protocol's own"),
      column("balance", i64, "base unit", "Balance at the end of the run; supply is the negative of all money made"),
    ],
  },
];
