/** Tables of the economy: makers, owners and buyers of accelerators; what clients of each jurisdiction get. */

import { actPhases } from "../model/catalogue/act-phases.ts";
import { hardwareIds, jurisdictionIds } from "../model/catalogue/ids.ts";
import { chipOwners } from "../model/catalogue/ownership.ts";
import { buyerSizes } from "../model/tables/chips.ts";
import { sizeWords } from "./buyer-sizes.ts";
import { column, f64, i32, labelled, type OutputTable } from "./declare.ts";

const epoch = column("epoch", i32, "epoch", "Epoch, counted from 0");
const quarter = column("epoch", i32, "epoch", "Last epoch of the quarter that the sums are of");
const jurisdiction = column("jurisdiction", labelled(jurisdictionIds), "", "Where the clients are (ISO 3166 alpha-3)");

/** Owners by name, and the network's operators together. */
export const ownerLabels = [...chipOwners, "network"] as const;

const access: OutputTable = {
  name: "access",
  meaning: "What clients of each jurisdiction got, once an epoch, in scenarios with `economy.states`",
  key: ["epoch", "jurisdiction"],
  columns: [
    epoch,
    jurisdiction,
    column(
      "phase",
      labelled(actPhases),
      "",
      "Before, during or after acts that touch it; during: in force in any part of the epoch; export rules not counted",
    ),
    column("offered", f64, "request", "Arrivals, scaled to the epoch"),
    column("served", f64, "request", "Finished, scaled"),
    column("missed", f64, "request", "Lost, scaled"),
    column("served_fraction", f64, "1", "Finished over finished and lost"),
    column("domestic_fraction", f64, "1", "Of those finished, answered by a node at home"),
    column("tokens", f64, "token", "Prompt and output tokens of those finished, scaled"),
    column("price", f64, "base unit/token", "Mean price that its clients paid for a token"),
    column("price_usd", f64, "USD/token", "The same at the token’s price in dollars"),
    column("round_trip", f64, "ms", "Mean round trip between its clients and the nodes that served them"),
    column("time_to_first_token", f64, "ms", "Mean, as the client sees it"),
    column("end_to_end", f64, "ms", "Mean, as the client sees it"),
    column("nodes", i32, "node", "Nodes that stand there"),
    column("capacity", f64, "token/s", "Decode throughput there, weighted by uptime"),
    column(
      "reachable_fraction",
      f64,
      "1",
      "Of all that capacity, what its clients may be served by, as the epoch ends",
    ),
    column("power_factor", f64, "1", "Factor on the price of electricity there, as the epoch ends"),
    column("subsidy", f64, "1", "Part of hosts’ costs that the state pays there, as the epoch ends"),
    column("has_clouds", { type: "bool" }, "", "Whether any cloud may sell there, as the epoch ends"),
  ],
};

const vendors: OutputTable = {
  name: "vendors",
  meaning: "Each maker of accelerators, once a quarter, in scenarios with `economy.chips`",
  key: ["epoch", "vendor"],
  columns: [
    quarter,
    column("vendor", { type: "text" }, "", "Name"),
    column("is_live", { type: "bool" }, "", "Whether it sells yet"),
    column("rate", f64, "H100e/year", "Output at the quarter’s end"),
    column("produced", f64, "H100e", "Made in the quarter"),
    column("ordered", f64, "H100e", "Ordered in the quarter"),
    column("shipped", f64, "H100e", "Shipped in the quarter"),
    column("cancelled", f64, "H100e", "Orders given up in the quarter"),
    column("backlog", f64, "H100e", "Ordered and not shipped at its end"),
    column("stock", f64, "H100e", "Made and not shipped at its end"),
    column("lead_time", f64, "day", "Backlog over output, but no less than an order takes without a queue"),
    column("made", f64, "H100e", "Made since its family began"),
    column("unit_cost", f64, "USD/H100e", "At the quarter’s end; none before it sells"),
    column("list_price", f64, "USD/H100e", "At the quarter’s end; none before it sells, and of who sells to nobody"),
    column("cleared_price", f64, "USD/H100e", "Of its last auction; none without auctions"),
    column("revenue", f64, "USD", "Of the quarter; none of who makes for itself alone"),
    column("costs", f64, "USD", "Of the quarter’s output"),
    column(
      "profit",
      f64,
      "USD",
      "Since the start, a newcomer’s fixed cost taken off; none of who makes for itself alone",
    ),
  ],
};

const holdings = column("holdings", f64, "H100e", "Held at the quarter’s end");
/** What became of what was wanted in the quarter. */
const flows = [
  column("ordered", f64, "H100e", "Wanted in the quarter"),
  column("refused", f64, "H100e", "Of that, what the export rule kept back"),
  column("shipped", f64, "H100e", "Received in the quarter"),
  column("cancelled", f64, "H100e", "Given up in the quarter after waiting in vain"),
];
const terms = [
  column(
    "self_made",
    f64,
    "H100e",
    "Of what was received, made by the buyer for itself: the output of makers who sell to nobody",
  ),
  column("paid", f64, "USD/H100e", "Mean price of what was bought; what buyers made for themselves has none"),
  column("waited", f64, "day", "Mean time from order to delivery of what was received"),
];

const owners: OutputTable = {
  name: "chip_owners",
  meaning: "Who holds accelerators, once a quarter; “Other” and the network are many together",
  key: ["epoch", "owner"],
  columns: [
    quarter,
    column("owner", labelled(ownerLabels), "", "Owner; “network”: all operators together"),
    holdings,
    column("share", f64, "1", "Of all that is held"),
    ...flows,
  ],
};

const buyers: OutputTable = {
  name: "chip_buyers",
  meaning: "Buyers of accelerators by what they hold, once a quarter",
  key: ["epoch", "size", "is_network"],
  columns: [
    quarter,
    column("size", labelled(buyerSizes), "", `By holdings in H100e: ${Object.values(sizeWords).join(", ")}`),
    column("is_network", { type: "bool" }, "", "Whether they are operators of the network"),
    column("buyers", i32, "1", "Buyers of that size"),
    holdings,
    ...flows,
    ...terms,
  ],
};

const places: OutputTable = {
  name: "chip_places",
  meaning: "Buyers of accelerators by jurisdiction, once a quarter: before, during and after an export rule",
  key: ["epoch", "jurisdiction"],
  columns: [
    quarter,
    column("jurisdiction", labelled(jurisdictionIds), "", "Where the buyers are (ISO 3166 alpha-3)"),
    column("buyers", i32, "1", "Buyers there"),
    holdings,
    ...flows,
    ...terms,
  ],
};

const used: OutputTable = {
  name: "used_cards",
  meaning: "Dealers in used cards, once a quarter; models that they ever had",
  key: ["epoch", "hardware"],
  columns: [
    quarter,
    column("hardware", labelled(hardwareIds), "", "Accelerator"),
    column("stock", f64, "1", "Cards at the dealers"),
    column("age", f64, "year", "Their mean age"),
    column("price", f64, "USD", "Asked for a card; none without stock"),
    column("taken", f64, "1", "Cards bought from operators since the start"),
    column("sold", f64, "1", "Cards sold to operators since the start"),
    column("scrapped", f64, "1", "Cards scrapped since the start"),
  ],
};

export const economyTables: readonly OutputTable[] = [access, vendors, owners, buyers, places, used];
