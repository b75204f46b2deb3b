/** Tables of clients who choose and of clouds, in scenarios with `economy.demand`; once in so many epochs as `economy.demand.rowsEvery` says. */
import { actPhases } from "../model/catalogue/act-phases.ts";
import { clientKindIds } from "../model/catalogue/client-kinds.ts";
import { jurisdictionIds } from "../model/catalogue/ids.ts";
import { column, f64, i32, labelled, type OutputTable } from "./declare.ts";

const epoch = column("epoch", i32, "epoch", "Epoch that the row is of, counted from 0");

/** Whom a group of clients buys from, and what they get. */
const bought = [
  column("budget", f64, "USD/h", "What they would spend at the reference price"),
  column("network_share", f64, "1", "Part of them, by budget, at the network"),
  column("cloud_share", f64, "1", "Part of them at clouds"),
  column("without_share", f64, "1", "Part of them that goes without"),
  column("served_share", f64, "1", "Part of them that buys and is served"),
  column("work", f64, "H100e", "Work bought, in H100s at full use"),
  column("price", f64, "USD/h", "Mean price of an hour’s work of an H100, over what was bought; none without"),
  column("round_trip", f64, "ms", "Mean round trip to where it is done"),
  column("domestic_fraction", f64, "1", "Part of the work that is done at home"),
];

const clouds: OutputTable = {
  name: "clouds",
  meaning: "Each cloud: price, cost, capacity, sales",
  key: ["epoch", "cloud"],
  columns: [
    epoch,
    column("cloud", { type: "text" }, "", "Name"),
    column("price", f64, "USD/h", "List price of an H100-hour"),
    column("cost", f64, "USD/h", "Cost of an hour sold, mean over its regions"),
    column("lerner", f64, "1", "Part of the price that is above cost"),
    column("capacity", f64, "H100e", "Owned"),
    column("wanted", f64, "H100e", "Asked for"),
    column("sold", f64, "H100e", "Rented out"),
    column("revenue", f64, "USD/h", "Of the epoch"),
    column("profit", f64, "USD/h", "Of the epoch, all capacity paid for"),
    column("earned", f64, "USD", "Profit since the start"),
    column("share", f64, "1", "Part of all that clients spend, the network included"),
    column("reputation", f64, "1", "Part of what was asked for that it served, as clients remember it"),
  ],
};

const places: OutputTable = {
  name: "client_places",
  meaning: "Clients by jurisdiction: whom they buy from, at what price, before, during and after acts of states",
  key: ["epoch", "jurisdiction"],
  columns: [
    epoch,
    column("jurisdiction", labelled(jurisdictionIds), "", "Where the clients are (ISO 3166 alpha-3)"),
    column("phase", labelled(actPhases), "", "Before, during or after acts of states that touch it, in the epoch"),
    ...bought,
    column("surplus", f64, "USD/h", "Worth of having a choice of providers over having none"),
  ],
};

const kinds: OutputTable = {
  name: "client_kinds",
  meaning: "Clients by kind: whom they buy from, at what price",
  key: ["epoch", "kind"],
  columns: [epoch, column("kind", labelled(clientKindIds), "", "Kind of client"), ...bought],
};

const welfare: OutputTable = {
  name: "welfare",
  meaning: "Prices, margins and surplus of the whole market",
  key: ["epoch"],
  columns: [
    epoch,
    column("budget", f64, "USD/h", "What clients would spend at the reference price"),
    column("spent", f64, "USD/h", "What they spend, clouds and network together"),
    column("network_share", f64, "1", "Network’s part of it"),
    column("cloud_price", f64, "USD/h", "Mean list price of an H100-hour, by hours sold"),
    column("cloud_work_price", f64, "USD/h", "What an hour’s work of an H100 costs at clouds, by work done"),
    column("network_price", f64, "USD/h", "The same at the network"),
    column("premium", f64, "1", "Price of work at clouds over that at the network, less 1"),
    column("lerner", f64, "1", "Part of clouds’ prices that is above cost, by revenue"),
    column("seller_hhi", f64, "1", "Herfindahl–Hirschman index of sellers by revenue; the network counts as one"),
    column("consumer_surplus", f64, "USD/h", "Worth of having a choice of providers over having none"),
    column("cloud_surplus", f64, "USD/h", "Revenue of clouds less the cost of hours sold"),
    column("network_surplus", f64, "USD/h", "Revenue of hosts from clients less the power of that work"),
    column(
      "deadweight_loss",
      f64,
      "USD/h",
      "What clients and sellers together would gain if clouds sold at cost and all chose anew",
    ),
    column("token_price", f64, "USD", "Price of a native token"),
  ],
};

const token: OutputTable = {
  name: "token",
  meaning: "What makes the price of the native token, in scenarios with `economy.money`",
  key: ["epoch"],
  columns: [
    epoch,
    column("price", f64, "USD", "Price in the epoch"),
    column(
      "worth",
      f64,
      "USD",
      "What fees, hopes and supply made it worth as the epoch before ended; none for other kinds of price",
    ),
    column("fees", f64, "USD/year", "Fees as holders see them; the same"),
    column("supply", f64, "1/year", "New supply over what circulates, as they see it; the same"),
    column("income", f64, "USD", "Rewards and fees of all hosts in the epoch, at its price"),
  ],
};

export const clientTables: readonly OutputTable[] = [clouds, places, kinds, welfare, token];
