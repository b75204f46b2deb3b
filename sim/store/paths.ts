/**
 * Paths: one number an epoch and run, for figures over time. Each has a query of its own, `analysis/queries/paths/<id>.sql`, which gives
 * (run, epoch, value) with the warm-up. A new one is a line here and that file.
 */
export interface Path {
  readonly id: string;
  /** As a noun, for sentences. */
  readonly name: string;
  readonly unit: string;
}

export const paths: readonly Path[] = [
  { id: "hosts", name: "number of hosts", unit: "account" },
  { id: "nakamoto-power", name: "number of operators with half of the votes", unit: "operator" },
  { id: "nakamoto-control", name: "number of those in control with half of the votes", unit: "1" },
  { id: "hhi-power", name: "concentration of votes (HHI)", unit: "1" },
  { id: "hhi-reward", name: "concentration of rewards (HHI)", unit: "1" },
  { id: "price", name: "price of a token", unit: "base unit/token" },
  { id: "served", name: "share of requests served", unit: "1" },
  { id: "fake-work", name: "share of fake work", unit: "1" },
  { id: "checks-per-request", name: "checks per finished request", unit: "1" },
  { id: "served-places", name: "share of demand served, places alike", unit: "1" },
  { id: "chip-wait", name: "wait of small buyers for accelerators", unit: "day" },
  { id: "compute-cost", name: "cost of making an H100-equivalent", unit: "USD" },
  { id: "cloud-lerner", name: "part of clouds’ prices above cost", unit: "1" },
  { id: "client-access", name: "part of clients that is served", unit: "1" },
  { id: "network-share", name: "network’s part of spending", unit: "1" },
  { id: "host-profit", name: "profit of owners on an H100’s hour", unit: "USD/h" },
  { id: "access-during", name: "part of clients served in the countries hit", unit: "1" },
  { id: "honest-share", name: "share of honest capacity", unit: "1" },
  { id: "top-five", name: "five largest owners’ part of capacity", unit: "1" },
];

export const pathIds = paths.map(({ id }) => id);

/** @throws RangeError when there is none of that name */
export function pathNamed(id: string): Path {
  const found = paths.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`no path "${id}" — one of ${pathIds.join(", ")}`);
  return found;
}
