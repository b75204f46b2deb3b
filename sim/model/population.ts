/**
 * The population at the start: operators, their accounts and their nodes.
 *
 * Nodes are shared out over classes of host by the scenario's shares. A class gets operators in proportion to its nodes over the mean
 * of its Pareto law of nodes per operator (α/(α − 1)), and its nodes go to them in proportion to draws of that law, at least one each.
 * An operator has one jurisdiction; its cards and the model it serves are drawn node by node among those that fit. Cards that
 * may not be had there are drawn again among those that may (`card-choice.ts`).
 */
import { addRow, type Table } from "../engine/columns.ts";
import type { Rng } from "../engine/rng.ts";
import { type AliasTable, aliasOf, aliasTable } from "../engine/variates.ts";
import { apportion } from "./apportion.ts";
import { type CardChooser, cardChooser } from "./card-choice.ts";
import type { HardwareModel, LanguageModel, NodeClass } from "./catalogue/facts.ts";
import { type ListedHost, placeHosts } from "./listed-hosts.ts";
import { accountsFor, sizesOf } from "./population-sizes.ts";
import { batchMax, type LengthMix, mixedCapacity, type Serving, servingDefaults, servingOf } from "./roofline.ts";
import type { TradeRule } from "./slots.ts";
import type { AccountSpec } from "./tables/accounts.ts";
import type { NodeSpec } from "./tables/nodes.ts";
import { type OperatorSpec, operatorTypes } from "./tables/operators.ts";

export interface PopulationPlan {
  /** Listed hosts, who come first; the numbers below are of drawn ones. */
  readonly hosts: readonly ListedHost[];
  /** Length of the stage in which compute is proven. [min] */
  readonly proofMinutes: number;
  readonly nodes: number;
  readonly operators: number;
  readonly accountsPerOperator: number;
  /** By index in the class catalogue: share of nodes. */
  readonly classWeights: readonly number[];
  /** By index in the jurisdiction catalogue: share of operators. */
  readonly jurisdictionWeights: readonly number[];
  /** By market: share of nodes that would serve it if it fits. */
  readonly modelWeights: readonly number[];
  /** By market. */
  readonly models: readonly LanguageModel[];
  readonly classes: readonly NodeClass[];
  readonly hardware: readonly HardwareModel[];
  /** Index of the published card as which each counts where a trade rule asks. */
  readonly like: readonly number[];
  readonly memoryReserve: number;
  readonly batchMax: number;
  /** Lengths of the requests asked for, on which the capacity of a node depends. */
  readonly lengths: LengthMix;
  /** Which cards may stand where. */
  readonly trade: TradeRule;
}

export interface PopulationTables {
  readonly nodes: Table<NodeSpec>;
  readonly accounts: Table<AccountSpec>;
  readonly operators: Table<OperatorSpec>;
}

const microsPerHour = 3_600_000_000;
/** More cards than a node may have: `cards` is one byte. */
const cardsMost = 256;

/** Fills the three tables. @throws RangeError when a node's card can serve none of the scenario's models */
export function populate(tables: PopulationTables, plan: PopulationPlan, rng: Rng): void {
  placeHosts(tables, plan);
  if (plan.nodes > 0) drawHosts(tables, plan, rng);
}

function drawHosts(tables: PopulationTables, plan: PopulationPlan, rng: Rng): void {
  const places = rng.stream("population.places");
  const splits = rng.stream("population.accounts");
  const where = aliasTable(plan.jurisdictionWeights);
  const nodesByClass = apportion(plan.classWeights, plan.nodes);
  const serving = servingTable(plan);
  const fits = (hardware: number, cards: number) => serving(hardware, cards).some((one) => one !== null);
  const cardFor = cardChooser(plan, nodesByClass, fits, rng.stream("population.trade"));
  const maker = nodeMaker(tables, plan, rng, { serving, cardFor });
  sizesOf(plan, rng).forEach((sizes, c) => {
    for (const count of sizes) {
      const operator = addRow(tables.operators);
      const jurisdiction = aliasOf(where, places.uniform(operator, 0));
      const accounts = accountsFor(operator, count, plan.accountsPerOperator, splits);
      const first = tables.accounts.count;
      for (let k = 0; k < accounts; k++) tables.accounts.columns.operator[addRow(tables.accounts)] = operator;
      const { columns } = tables.operators;
      columns.type[operator] = operatorTypes.indexOf(plan.classes[c].operatorType);
      columns.jurisdiction[operator] = jurisdiction;
      columns.accounts[operator] = accounts;
      columns.nodes[operator] = count;
      columns.cards[operator] = 0;
      for (let k = 0; k < count; k++) {
        const host = maker(c, operator, jurisdiction, first + (k % accounts));
        columns.cards[operator] += tables.nodes.columns.cards[host];
      }
    }
  });
}

interface Making {
  readonly serving: ReturnType<typeof servingTable>;
  readonly cardFor: CardChooser;
}

function nodeMaker(tables: PopulationTables, plan: PopulationPlan, rng: Rng, { serving, cardFor }: Making) {
  const draws = rng.stream("population.nodes");
  const mixes = plan.classes.map((kind) => hardwareMix(kind, plan.hardware));
  const cardCounts = plan.classes.map((kind) => Object.keys(kind.cardsPerNode).map(Number));
  const cardTables = plan.classes.map((kind) => aliasTable(Object.values(kind.cardsPerNode)));
  const markets = new Map<number, AliasTable>();
  return (c: number, operator: number, jurisdiction: number, account: number): number => {
    const host = addRow(tables.nodes);
    const cards = cardCounts[c][aliasOf(cardTables[c], draws.uniform(host, 1))];
    const wished = aliasOf(mixes[c], draws.uniform(host, 0));
    const hardware = cardFor({
      wished,
      cards,
      class: c,
      jurisdiction,
      host,
      size: tables.operators.columns.nodes[operator],
    });
    const fitting = serving(hardware, cards);
    const key = hardware * cardsMost + cards;
    let choice = markets.get(key);
    if (choice === undefined) {
      choice = chooser(plan, fitting, hardware, cards);
      markets.set(key, choice);
    }
    const market = aliasOf(choice, draws.uniform(host, 2));
    const placed = fitting[market] as Placed;
    const machine = { account, operator, hardware, class: c, jurisdiction, cards, market, placed };
    fillMachine(tables.nodes, host, machine, plan.classes[c]);
    return host;
  };
}

/** A machine and where it stands; indexes of the catalogues, rows of the tables. */
export interface PlacedMachine {
  readonly account: number;
  readonly operator: number;
  readonly hardware: number;
  readonly class: number;
  readonly jurisdiction: number;
  readonly cards: number;
  readonly market: number;
  readonly placed: Placed;
}

/** Writes what a machine is to its row of `nodes`. */
export function fillMachine(nodes: Table<NodeSpec>, host: number, machine: PlacedMachine, kind: NodeClass): void {
  const { columns } = nodes;
  for (const name of ["account", "operator", "hardware", "class", "jurisdiction", "cards", "market"] as const)
    columns[name][host] = machine[name];
  setServing(nodes, host, machine.placed);
  setSpells(nodes, host, kind, machine.cards);
}

function chooser(
  plan: PopulationPlan,
  fitting: readonly (Placed | null)[],
  hardware: number,
  cards: number,
): AliasTable {
  const weights = plan.modelWeights.map((weight, m) => (fitting[m] === null ? 0 : weight));
  if (!weights.some((weight) => weight > 0)) {
    const card = plan.hardware[hardware];
    throw new RangeError(
      `${cards} × ${card.id} (${card.memoryGb} GB each) can serve none of ${plan.models.map((m) => m.id).join(", ")} — ` +
        "add a smaller model to network.models, or leave out the classes that have this card",
    );
  }
  return aliasTable(weights);
}

export function setServing(nodes: Table<NodeSpec>, host: number, serving: Placed): void {
  const { columns } = nodes;
  columns.stepBase[host] = serving.stepBase;
  columns.stepRouted[host] = serving.stepRouted;
  columns.expertsMissed[host] = serving.expertsMissed;
  columns.stepPerContext[host] = serving.stepPerContext;
  columns.stepPerRequest[host] = serving.stepPerRequest;
  columns.stepOverhead[host] = serving.stepOverhead;
  columns.stepOverheadPerRequest[host] = serving.stepOverheadPerRequest;
  columns.prefillPerToken[host] = serving.prefillPerToken;
  columns.prefillLeast[host] = serving.prefillLeast;
  columns.places[host] = serving.places;
  columns.batchMax[host] = serving.batchMax;
  columns.kvTokensMax[host] = serving.kvTokensMax;
  columns.capacity[host] = serving.capacity;
  columns.weight[host] = serving.capacity;
  columns.proof[host] = serving.capacity;
  columns.heldFraction[host] = 1;
}

/** Sessions and failures together: hazards add; a spell down lasts as long as what ended the spell up. */
function setSpells(nodes: Table<NodeSpec>, host: number, kind: NodeClass, cards: number): void {
  const sessions = 1 / kind.sessionHoursOn;
  const failures = cards * kind.failuresPerCardHour;
  nodes.columns.upMean[host] = microsPerHour / (sessions + failures);
  nodes.columns.downMean[host] =
    (microsPerHour * (sessions * kind.sessionHoursOff + failures * kind.repairHours)) / (sessions + failures);
}

/** A card's way to serve a market, with what follows from the mean lengths asked for. */
export interface Placed extends Serving {
  /** [request] */
  readonly places: number;
  /** [token/s] */
  readonly capacity: number;
}

/** What each (card, count) makes of each market, worked out once. */
export function servingTable(plan: PopulationPlan): (hardware: number, cards: number) => readonly (Placed | null)[] {
  const known = new Map<number, readonly (Placed | null)[]>();
  return (hardware, cards) => {
    const key = hardware * cardsMost + cards;
    let row = known.get(key);
    if (row === undefined) {
      row = plan.models.map((_, m) => placed(plan, hardware, cards, m));
      known.set(key, row);
    }
    return row;
  };
}

/** @returns null when the weights, or not one request of mean length beside them, fit */
function placed(plan: PopulationPlan, hardware: number, cards: number, market: number): Placed | null {
  const settings = { ...servingDefaults, memoryFraction: 1 - plan.memoryReserve, batchLimit: plan.batchMax };
  const server = { hardware: plan.hardware[hardware], cards, model: plan.models[market], settings };
  const serving = servingOf(server.hardware, cards, server.model, settings);
  const places = serving === null ? 0 : batchMax(server, plan.lengths.heldMean);
  return serving === null || places === 0
    ? null
    : { ...serving, places, capacity: mixedCapacity(server, plan.lengths) };
}

function hardwareMix(kind: NodeClass, hardware: readonly HardwareModel[]): AliasTable {
  return aliasTable(hardware.map((card) => kind.hardware[card.id] ?? 0));
}
