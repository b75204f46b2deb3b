/** What the network did in the epoch, from the tables alone; standard errors come from the windows, not from here. */
import { sum } from "../measures/sum.ts";
import { probe } from "./probe.ts";

export default probe({
  id: "service",
  table: "epochs",
  summary: "Share served, utilization, tokens, live machines, capacity and mean price.",
  units: {
    served_fraction: "1",
    utilization: "1",
    tokens: "token",
    live_nodes: "node",
    capacity: "token/s",
    price: "base unit/token",
  },
  measure({ nodeCount, marketCount, nodes, markets }) {
    const capacity = sum(markets.capacity, marketCount);
    const tokens = sum(markets.tokens, marketCount);
    const served = sum(markets.served, marketCount);
    const missed = sum(markets.missed, marketCount);
    let used = 0;
    let spent = 0;
    for (let m = 0; m < marketCount; m++) {
      used += markets.utilization[m] * markets.capacity[m];
      spent += markets.price[m] * markets.tokens[m];
    }
    return [
      {
        served_fraction: served / (served + missed),
        utilization: used / capacity,
        tokens,
        live_nodes: sum(nodes.uptime, nodeCount),
        capacity,
        price: spent / tokens,
      },
    ];
  },
});
