/** The split of an epoch's work by stage: a sampling profile of the run, each sample counted to the stage that it was in. */
import { type Profiler, Session } from "node:inspector";

/** Functions that an epoch's end calls, in their order, and what each is. */
const stageOf: Readonly<Record<string, string>> = {
  estimateWithoutWindows: "work from rates",
  scaleMeasured: "work from windows",
  gatherAccounts: "sums over accounts",
  measureNetwork: "the network's row",
  judgeAccounts: "admission, weight, collateral, standing",
  settleFees: "fees and sessions",
  settleReward: "emission and reward",
  settleDelegation: "delegation and vesting's locks",
  settleLocks: "deposits, vested slices",
  settleRefunds: "refunds",
  gatherOperators: "sums over operators",
  countVotes: "votes",
  checkLocks: "books",
  checkBooks: "books",
  runEconomy: "economy",
  reviseCoalitions: "coalitions look again",
  reviseStrategies: "strategies look again",
  handOver: "windows open",
  moveMachines: "machines change models",
  setPrices: "prices and asks",
  startEpoch: "next epoch",
  epochEnded: "rows",
  spellEnded: "machines come and go",
  build: "population",
};
const elsewhere = "events, churn, garbage";

export interface Split {
  readonly stage: string;
  /** Of all samples, 0…1. */
  readonly share: number;
}

/** Time between two samples. [µs] */
const interval = 2000;

/** Runs the work and says where its time went, largest first. */
export function splitOf(work: () => void): Split[] {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.setSamplingInterval", { interval });
  session.post("Profiler.start");
  work();
  const found: { profile?: Profiler.Profile } = {};
  // In the same thread the answer is there when the call returns.
  session.post("Profiler.stop", (error, { profile }) => {
    if (error === null) found.profile = profile;
  });
  session.disconnect();
  if (found.profile === undefined) throw new Error("the profile of the run has not come");
  return byStage(found.profile);
}

function byStage({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Split[] {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const names = new Map(nodes.map(({ id, callFrame }) => [id, callFrame.functionName]));
  const known = new Map<number, string>();
  const stage = (id: number): string => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const parent = parents.get(id);
    const above = parent === undefined ? elsewhere : stage(parent);
    // The outermost stage counts: what a stage calls is part of it.
    const own = above === elsewhere ? (stageOf[names.get(id) ?? ""] ?? elsewhere) : above;
    known.set(id, own);
    return own;
  };
  const sums = new Map<string, number>();
  let total = 0;
  samples.forEach((id, i) => {
    const time = timeDeltas[i] ?? 0;
    sums.set(stage(id), (sums.get(stage(id)) ?? 0) + time);
    total += time;
  });
  return [...sums].map(([one, time]) => ({ stage: one, share: time / total })).sort((a, b) => b.share - a.share);
}
