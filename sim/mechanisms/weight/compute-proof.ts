/**
 * The reference network's way from compute proofs to weight.
 *
 *   n_{i,m} = Σ over i's machines of model m of ⌊proof⌋, preserved machines at what they proved last            merge
 *   a group m counts when its members' weight before ≥ W_threshold · total and ≥ V_min of them had some, or when they and those who
 *   delegate to them had > 2/3 of all (a model that begins, or begins anew), and > 2/3 of its votes accept its proofs
 *   W_i = Σ_m ⌊c_m n_{i,m}⌋ · s_m,  s_m = min(1, f · W₋ / Σ_i c_m n_{i,m}) but for the first and for a sole group
 *   hosts without machines of model m delegate their vote (and 5 % of weight), refuse (−10 %), or neither (−15 %)
 *   then the collateral rule, then the individual cap, and the votes per model, capped at 30 % of the group's
 *
 * A machine proves when it is up at the epoch's start, drawn with the share of the epoch that it was up. Random proofs within the
 * epoch (Poisson) compare what is shown then with what was claimed; the least of them counts. Proofs are counted as if the
 * stage had its planned length (time normalisation): the scenario's proofs are those of the planned minutes.
 */
import * as z from "zod";
import { computeShares, effectiveCoefficient, nextControl } from "../../measures/coefficient-control.ts";
import { groupScale } from "../../measures/group-cap.ts";
import { cutToCap } from "../../measures/individual-cap.ts";
import { rowsByPart } from "../../measures/order.ts";
import { poissonOf } from "../../measures/poisson.ts";
import { preservedRows } from "../../measures/preserved-nodes.ts";
import { leastConfirmed } from "../../measures/random-proofs.ts";
import { countGroupVotes, keepDelegates, type ModelTable, payForVotes } from "../../measures/vote-delegation.ts";
import { modelIds } from "../../model/catalogue/ids.ts";
import type { Draw } from "../../model/slots.ts";
import type { EpochView } from "../../model/view.ts";
import { type Memory, mechanism } from "../mechanism.ts";

const share = () => z.number().min(0).max(1);
const factor = () => z.number().min(0).max(100);
const hosts = () => z.int().min(0).max(1000);

const aim = z.strictObject({
  target: share().describe("Share of compute wanted [0…1]"),
  difficulty: z.number().gt(0).max(1e6).describe("Compute of a proof, in proofs of the base model [ratio]"),
  least: z.number().min(0).max(1e6).describe("Lowest coefficient [weight/proof unit]"),
  most: z.number().min(0).max(1e6).describe("Highest coefficient [weight/proof unit]"),
});
/** Settings of the controller (Gonka, proposals/multi-model-poc/dynamic-coeff-init.md, section 4). */
const steeringRule = { zone: 0.05, stepMin: 0.005, stepMax: 0.05, bootstrapStepMax: 0.25, bootstrapShare: 0.01 };
const unsteered = { target: 1, difficulty: 1 };

const params = z.strictObject({
  coefficients: z
    .partialRecord(z.enum(modelIds), z.number().min(0).max(1e6).describe("Weight of a proof [weight/proof unit]"))
    .default({ "minimax-m2.7-fp8": 0.3024, "deepseek-v4-flash-fp4": 0.246, "glm-5.3-flash-fp8": 0.62 })
    .describe("What a proof of each model counts [weight/proof unit]"),
  otherCoefficient: z.number().min(0).max(1e6).default(1).describe("The same for models not named [weight/proof unit]"),
  steering: z
    .partialRecord(z.enum(modelIds), aim)
    .default({})
    .describe("Coefficients steered towards shares of compute, by model; none: they stay as set [targets and bounds]"),
  initialModel: z.enum(modelIds).default("minimax-m2.7-fp8").describe("Model whose group is never capped [model]"),
  groupFraction: share().default(0.1).describe("Least share of the weight before that a group's members hold [0…1]"),
  groupHosts: hosts().default(3).describe("Fewest members that prove now and had weight before [host]"),
  groupCap: factor().default(0.75).describe("Most of the weight before that a later group makes [factor]"),
  individualCap: share().default(0.3).describe("Most that one account holds of the whole; 1 is no cap [0…1]"),
  voteCap: share().default(0.3).describe("Most that one account holds of a group's votes; 1 is no cap [0…1]"),
  acceptFraction: share()
    .default(2 / 3)
    .describe("Votes of a group that must accept its proofs are more than this [0…1]"),
  votersFraction: share()
    .default(1)
    .describe("Share of accounts that check others' proofs and vote on them at all [0…1]"),
  participation: z
    .enum(["reward", "weight", "off"])
    .default("reward")
    .describe("What transfers and penalties of hosts that do not prove a model act on [choice]"),
  absent: z
    .enum(["delegate", "refuse", "none"])
    .default("delegate")
    .describe("What a host does about a model that it has no machines for [choice]"),
  delegate: z.enum(["largest", "random"]).default("largest").describe("Whom it delegates its vote to [choice]"),
  delegationFraction: share().default(0.05).describe("Weight that goes to the delegate, for each model [0…1]"),
  refusePenalty: share().default(0.1).describe("Weight lost by refusing, for each model [0…1]"),
  nonePenalty: share().default(0.15).describe("Weight lost by neither proving, delegating nor refusing [0…1]"),
  preservedFraction: share().default(0.1).describe("Weight of a model that keeps serving and is not proven anew [0…1]"),
  confirmations: z.number().min(0).max(20).default(1).describe("Random proofs within an epoch, on average [1/epoch]"),
  safetyFraction: share()
    .default(500 / 15_391)
    .describe("End of the epoch without random proofs; below 1.8 % they run into the next one [0…1]"),
});
type Params = z.output<typeof params>;

const memory = {
  /** What the machine proved last and on which market's model, its row + 1, and whether it is preserved now. */
  node: { shown: "f64", shownOn: "u32", isKept: "u8" },
  /** 1 when the account votes on proofs, 2 when it does not; 0 before it was drawn. */
  account: { voter: "u8" },
  /** Proofs counted, weight of votes after delegation and cap, and the delegate's row + 1. */
  accountMarket: { proofs: "f64", votes: "f64", delegate: "u32" },
  /** Group's scale, whether it counts, what a proof counts, and the steering's state. */
  market: {
    scale: "f64",
    isEligible: "u8",
    effective: "f64",
    coefficient: "f64",
    step: "f64",
    sign: "f64",
    share: "f64",
  },
} as const;
type Own = Memory<typeof memory>;

/** Weight before that members of a new group and their delegators hold together, of all. */
const bootstrapFraction = 2 / 3;
/** Notice, generation and validation of a random proof over the epoch: (2 + 35 + 240) of 15,391 blocks. */
const proofFraction = 277 / 15_391;

export default mechanism({
  slot: "weight",
  id: "compute-proof",
  summary: "Compute proofs by model, through groups, coefficients, caps, delegated checks and random confirmation.",
  equation: "Wᵢ = min(cap, Σₘ ⌊cₘ nᵢₘ⌋ sₘ)",
  source: [
    {
      cite: "Gonka, inference-chain, v0.2.13",
      at: "x/inference/module/{module,delegation_pipeline,delegation_weight_calculator,confirmation_poc,model_assignment}.go",
    },
  ],
  params,
  memory,
  create: (rule, own) => ({
    assign(see, out, draw) {
      countProofs(see, rule, own, draw);
      setCoefficients(see, rule, own);
      judgeGroups(see, rule, own, draw);
      weigh(see, own, out);
      const whom = rule.absent === "delegate" ? rule.delegate : "nobody";
      keepDelegates(tableOf(see, own), { whom, uniform: (account, m) => draw(account, ofAccount(2 + m)) });
      if (rule.participation === "weight") payVotes(see, rule, own, out);
    },
    limit(see, out) {
      cutToCap(out, see.accountCount, rule.individualCap);
      countGroupVotes(tableOf(see, own), out, rule.voteCap);
    },
    confirm: (see, out, draw) => confirm(see, rule, own, out, draw),
    reward(see, out) {
      if (rule.participation === "reward") payVotes(see, rule, own, out);
    },
    worth: (see, proofs, out) => foresee(see, rule, own, proofs, out),
  }),
});

/** Draws of accounts and of nodes share rows: accounts take odd numbers, nodes even ones. */
const ofAccount = (k: number) => 2 * k + 1;
const ofNode = (k: number) => 2 * k;

/** Fresh proofs of machines that are up, and old ones of those preserved, by account and model. */
function countProofs(see: EpochView, rule: Params, own: Own, draw: Draw): void {
  const { nodeCount, marketCount, accounts } = see;
  const { account, market, uptime, proof } = see.nodes;
  const { shown, shownOn, isKept } = own.node;
  const { proofs } = own.accountMarket;
  proofs.fill(0, 0, see.accountCount * marketCount);
  isKept.fill(0, 0, nodeCount);
  keepSome(see, rule.preservedFraction, own, draw);
  for (let i = 0; i < nodeCount; i++) {
    const a = account[i];
    if (isKept[i] === 0) shown[i] = uptime[i] === 1 || draw(i, ofNode(0)) < uptime[i] ? Math.floor(proof[i]) : 0;
    if (accounts.isAdmitted[a] !== 1) shown[i] = 0;
    shownOn[i] = market[i] + 1;
    proofs[a * marketCount + market[i]] += shown[i];
  }
}

/** Draws the machines of each model that go on serving at what they proved last. */
function keepSome({ nodeCount, marketCount, nodes, accounts }: EpochView, share: number, own: Own, draw: Draw): void {
  const { account, market } = nodes;
  const { shown, shownOn, isKept } = own.node;
  // What was proven on another model, before the machine moved, is not kept.
  const fleets = rowsByPart(nodeCount, marketCount, (i) =>
    shown[i] > 0 && shownOn[i] === market[i] + 1 ? market[i] : -1,
  );
  const wasPaid = (row: number) => accounts.reward[row] > 0;
  const uniform = (row: number) => draw(row, ofAccount(0));
  for (const rows of fleets) {
    for (const row of preservedRows({ rows, account, weight: shown, wasPaid }, share, uniform)) isKept[row] = 1;
  }
}

/** Which models count, and how far each is scaled down. In the first epoch nothing was before: every group counts. */
function judgeGroups(see: EpochView, rule: Params, own: Own, draw: Draw): void {
  const { accountCount, marketCount, accounts } = see;
  const { proofs, votes, delegate } = own.accountMarket;
  const { voter } = own.account;
  let before = 0;
  for (let a = 0; a < accountCount; a++) {
    before += accounts.weightBefore[a];
    if (voter[a] === 0) voter[a] = draw(a, ofAccount(1)) < rule.votersFraction ? 1 : 2;
  }
  const totals = new Float64Array(marketCount);
  let groups = 0;
  for (let m = 0; m < marketCount; m++) {
    let [hosts, held, reach, all, accepting] = [0, 0, 0, 0, 0];
    for (let a = 0; a < accountCount; a++) {
      const i = a * marketCount + m;
      all += votes[i];
      const voting = proofs[i] > 0 ? i : (delegate[i] - 1) * marketCount + m;
      if (voting >= 0 && proofs[voting] > 0) reach += accounts.weightBefore[a];
      if (!(proofs[i] > 0)) continue;
      totals[m] += own.market.effective[m] * proofs[i];
      if (accounts.weightBefore[a] > 0) hosts++;
      held += accounts.weightBefore[a];
      if (voter[a] === 1) accepting += votes[i];
    }
    const isOld = hosts >= rule.groupHosts && held >= rule.groupFraction * before;
    const isLarge = before === 0 || isOld || reach > bootstrapFraction * before;
    const isAccepted = all === 0 || accepting > rule.acceptFraction * all;
    own.market.isEligible[m] = totals[m] > 0 && isLarge && isAccepted ? 1 : 0;
    groups += own.market.isEligible[m];
  }
  for (let m = 0; m < marketCount; m++) {
    const group = {
      total: totals[m],
      isInitial: modelIds[see.markets.model[m]] === rule.initialModel,
      isAlone: groups === 1,
    };
    own.market.scale[m] = groupScale(group, before, rule.groupCap);
  }
}

/** What a proof of each model counts: as set, or steered towards the targets from the shares of the epoch before. */
function setCoefficients(see: EpochView, rule: Params, own: Own): void {
  const { accountCount, marketCount } = see;
  const { proofs } = own.accountMarket;
  const { effective, coefficient, step, sign, share } = own.market;
  const totals = Array.from({ length: marketCount }, (_, m) => {
    let sum = 0;
    for (let a = 0; a < accountCount; a++) sum += proofs[a * marketCount + m];
    return sum;
  });
  const { set, aims } = aimsOf(see, rule);
  const shares = computeShares(totals, aims);
  for (let m = 0; m < marketCount; m++) {
    // Before its first epoch a controller stands at the coefficient that was set.
    const isNew = step[m] === 0;
    const before = { coefficient: isNew ? set[m] : coefficient[m], step: isNew ? 0.025 : step[m], sign: sign[m] };
    const next = isNew ? before : nextControl(before, share[m], aims[m], steeringRule);
    [coefficient[m], step[m], sign[m], share[m]] = [next.coefficient, next.step, next.sign, shares[m]];
    effective[m] = isNew ? set[m] : effectiveCoefficient(next.coefficient, shares[m], aims[m]);
  }
}

/** Coefficients as set by market, and what each is steered towards; one that is not stays. */
function aimsOf({ marketCount, markets }: EpochView, rule: Params) {
  const ids = Array.from({ length: marketCount }, (_, m) => modelIds[markets.model[m]]);
  const set = ids.map((id) => rule.coefficients[id] ?? rule.otherCoefficient);
  const aims = ids.map((id, m) => rule.steering[id] ?? { ...unsteered, least: set[m], most: set[m] });
  return { set, aims };
}

/** Coefficients of the next epoch, from the shares of this one, in force over other proofs. */
function foresee(see: EpochView, rule: Params, own: Own, proofs: readonly number[], out: Float64Array): void {
  const { aims } = aimsOf(see, rule);
  const { coefficient, step, sign, share } = own.market;
  const shares = computeShares(proofs, aims);
  for (let m = 0; m < see.marketCount; m++) {
    const before = { coefficient: coefficient[m], step: step[m], sign: sign[m] };
    out[m] = effectiveCoefficient(nextControl(before, share[m], aims[m], steeringRule).coefficient, shares[m], aims[m]);
  }
}

function weigh(see: EpochView, own: Own, out: Float64Array): void {
  const { accountCount, marketCount } = see;
  out.fill(0, 0, accountCount);
  for (let m = 0; m < marketCount; m++) {
    if (own.market.isEligible[m] === 0) continue;
    const c = own.market.effective[m];
    for (let a = 0; a < accountCount; a++) {
      out[a] += Math.floor(c * own.accountMarket.proofs[a * marketCount + m]) * own.market.scale[m];
    }
  }
}

function tableOf({ accountCount, marketCount }: EpochView, own: Own): ModelTable {
  return { accounts: accountCount, models: marketCount, ...own.accountMarket };
}

function payVotes(see: EpochView, rule: Params, own: Own, out: Float64Array): void {
  const otherwise = rule.absent === "refuse" ? rule.refusePenalty : rule.nonePenalty;
  payForVotes(tableOf(see, own), own.market.isEligible, { delegated: rule.delegationFraction, otherwise }, out);
}

/** A Poisson number of random proofs at even times before the safety window; one near the end runs into the next regular proof. */
function confirm(see: EpochView, rule: Params, own: Own, out: Float64Array, draw: Draw): void {
  const open = 1 - rule.safetyFraction;
  const count = poissonOf(draw(0, ofAccount(confirmDraws)), rule.confirmations * open);
  const events = Array.from({ length: count }, (_, k) => ({
    isOverlapping: draw(k + 1, ofAccount(confirmDraws)) * open > 1 - proofFraction,
    uniform: (row: number) => draw(row, ofNode(1 + k)),
  }));
  const { account, uptime, heldFraction } = see.nodes;
  const { shown: claimed, isKept } = own.node;
  const claims = { count: see.nodeCount, account, claimed, isKept, uptime, heldFraction };
  leastConfirmed(claims, events, out.subarray(0, see.accountCount));
}
/** Number of the draws beyond those that delegates take, one for each market. */
const confirmDraws = 1000;
