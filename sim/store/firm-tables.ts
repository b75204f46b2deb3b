/** Tables of the operators' business, in scenarios with `economy.operators`. */
import { classIds } from "../model/catalogue/ids.ts";
import { firmEnds, firmStates } from "../model/tables/finance.ts";
import { column, f64, i32, labelled, type OutputTable } from "./declare.ts";

const epoch = column("epoch", i32, "epoch", "Epoch, counted from 0");

/** Money of an epoch, of one firm or of all. */
const money = [
  column("revenue", f64, "USD", "Got for tokens sold in the epoch"),
  column("power", f64, "USD", "Paid for electricity in the epoch"),
  column("site", f64, "USD", "Paid for buildings in the epoch, interest included"),
  column("staff", f64, "USD", "Paid to staff in the epoch"),
  column("network", f64, "USD", "Paid for networks in the epoch"),
  column("capital", f64, "USD", "Recovery of what machines cost, with interest at the operator’s own cost of capital"),
  column("margin", f64, "USD", "Revenue less all of these"),
  column("interest", f64, "USD", "Paid to lenders in the epoch"),
  column("repaid", f64, "USD", "Paid back to lenders in the epoch"),
  column("borrowed", f64, "USD", "New loans of the epoch"),
  column("paid_in", f64, "USD", "Put in by founders in the epoch; in epoch 0 what was there at the start"),
  column("invested", f64, "USD", "Paid for machines, firms and names in the epoch"),
  column("invested_firms", f64, "USD", "Part of invested: for firms that were taken over or bought"),
  column("invested_used", f64, "USD", "Part of invested: for used cards, of dealers"),
  column("sold", f64, "USD", "Got for machines and firms in the epoch"),
  column("payout", f64, "USD", "Taken out by owners in the epoch"),
  column("written_off", f64, "USD", "Lost by lenders and suppliers in the epoch"),
  column("cash", f64, "USD", "At its end"),
  column("debt", f64, "USD", "At its end"),
  column("assets", f64, "USD", "What dealers would pay for the machines at its end"),
];

const firms: OutputTable = {
  name: "firms",
  meaning:
    "Business of each operator, every outputs.operatorsEvery epochs and at the end; money is of that epoch alone",
  key: ["epoch", "operator"],
  columns: [
    epoch,
    column("operator", i32, "1", "Operator"),
    column("class", labelled(classIds), "", "Class of host that it builds"),
    column("state", labelled(firmStates), "", "Whether it goes on, or how it ended"),
    column("entered_at", i32, "epoch", "Epoch in which it came"),
    column("ended_at", f64, "epoch", "Epoch in which it ended; none while it goes on"),
    column(
      "ended_as",
      labelled(firmEnds),
      "",
      "Why it ended, taken over or not: left as staying did not pay, could not pay, or was sold though it could go on",
    ),
    column(
      "acquired_by",
      f64,
      "1",
      "Operator that its machines passed to as they ran; none where they passed to nobody",
    ),
    column("machines", i32, "node", "Machines that it runs"),
    column("accounts", i32, "1", "Accounts that it presents"),
    column("kilowatts", f64, "kW", "Draw of its machines at full load"),
    ...money,
    column("committed", f64, "USD", "Expected bill of what it has on order"),
  ],
};

const industry: OutputTable = {
  name: "industry",
  meaning: "All operators together, once an epoch",
  key: ["epoch"],
  columns: [
    epoch,
    column("active", i32, "operator", "Operators who go on at its end"),
    column("machines", i32, "node", "Machines that they run at its end"),
    column("rows_used", i32, "node", "Rows of machines used so far, those of gone ones included"),
    ...money,
    column(
      "cost_per_kilowatt_hour",
      f64,
      "USD/(kW·h)",
      "Full cost of an hour for each kilowatt of draw; × 0.7 for an H100",
    ),
    column("candidates", i32, "1", "Who looked whether to enter"),
    column("entries", i32, "operator", "Who entered"),
    column(
      "exits",
      i32,
      "operator",
      "Who left as staying did not pay or as another bought the firm, those taken over included",
    ),
    column("bankruptcies", i32, "operator", "Who could not pay, those taken over included"),
    column("acquisitions", i32, "operator", "Of both, who passed to another operator; the sum of the next three"),
    column("acquired_bankrupt", i32, "operator", "Taken over: could not pay"),
    column("acquired_leaving", i32, "operator", "Taken over: left as staying did not pay"),
    column("acquired_healthy", i32, "operator", "Bought at a premium: could go on (economy.operators.acquisitions)"),
    column("machines_bought", i32, "node", "New machines installed"),
    column("machines_used", i32, "node", "Machines installed of used cards"),
    column("machines_sold", i32, "node", "Machines given up"),
    column("machines_taken", i32, "node", "Machines that passed to another operator with the firm"),
    column("orders_refused", i32, "1", "Orders that a rule, a licence or a maker refused"),
    column("accounts_opened", i32, "1", "Accounts opened since another paid"),
    column("reviews", i32, "1", "Operators who reviewed their business"),
    column("tokens_sold", f64, "GNK", "Sold by operators"),
    column("tokens_bonded", f64, "GNK", "Bonded by operators out of what they earned"),
  ],
};

export const firmTables: readonly OutputTable[] = [industry, firms];
