/** Small runs with acts of states: six epochs of two hours, an act from epoch 2 to epoch 4, clients' access before, during and after. */
import { jurisdictions } from "../../sim/model/catalogue/jurisdictions.ts";
import { run } from "../../sim/run.ts";
import { keepingSink, smallScenario, withPart } from "./small-world.ts";

export const place = (id: string) => jurisdictions.findIndex((one) => one.id === id);
export const [usa, deu, jpn] = ["USA", "DEU", "JPN"].map(place) as [number, number, number];

/** From epoch 2 to epoch 4. */
export const dates = { at: "2 epoch", length: "4 h" };
/** A scenario with these acts; @param others  top-level keys that differ */
export const changes = (acts: readonly object[], others: object = {}) => ({
  horizon: "6 epoch",
  // As many nodes as clients everywhere, so that who is cut off can live on its own.
  ...withPart("network", { nodes: 90, operators: 30, jurisdictions: { USA: 1, DEU: 1, JPN: 1 } }),
  ...withPart("demand", { segments: 60 }),
  ...others,
  economy: { states: { acts } },
});

/** Rows of `access` of one jurisdiction by phase: the mean over the epochs of the phase. */
export function accessOf(acts: readonly object[], others: object = {}) {
  const sink = keepingSink();
  run({ scenario: smallScenario(changes(acts, others)), replication: 0 }, sink);
  const column = (name: string) => sink.column("access", name).map(Number);
  const [epochs, where] = [column("epoch"), column("jurisdiction")];
  return (name: string, jurisdiction: number, from: number, to: number): number => {
    const values = column(name).filter((_, i) => where[i] === jurisdiction && epochs[i] >= from && epochs[i] < to);
    if (values.length !== to - from) throw new Error(`${name} has ${values.length} rows in ${to - from} epochs`);
    return values.reduce((sum, one) => sum + one, 0) / values.length;
  };
}

export const before = [0, 2] as const;
export const during = [2, 4] as const;
const after = [4, 6] as const;
type Of = ReturnType<typeof accessOf>;
/** Means before, during and after. */
export const phases = (of: Of, name: string, j: number) =>
  [before, during, after].map(([from, to]) => of(name, j, from, to));
