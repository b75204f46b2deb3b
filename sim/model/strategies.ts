/** Strategies of operators as the world holds them; `processes/strategies.ts` says how they change. */
import { addRow, type Columns, createTable, type Table } from "../engine/columns.ts";
import type { Stream } from "../engine/rng.ts";
import { createLawMemo, type LawMemo } from "./law-memo.ts";
import { type Dials, dialNames, honestDials, type OperatorRole, type RevisionRole } from "./operator-roles.ts";
import type { AccountSpec } from "./tables/accounts.ts";
import {
  type ConductSpec,
  conductSpec,
  type NodeConductSpec,
  nodeConductSpec,
  type RecordSpec,
  recordSpec,
} from "./tables/conducts.ts";
import type { NodeSpec } from "./tables/nodes.ts";
import type { OperatorSpec } from "./tables/operators.ts";

export interface StrategyOption {
  readonly name: string;
  /** Share of the operators, or of the capacity, that begins with it; the first option, honest work, takes the rest. */
  readonly start: number;
  readonly role: OperatorRole;
}

export interface StrategySettings {
  /** Mean time between two looks of an operator. [epoch] Infinity: nobody looks. */
  readonly reviewEpochs: number;
  readonly startOf: "operators" | "capacity";
  /** Draws of chance that a forecast averages over. */
  readonly samples: number;
  /** Epochs over which a forecast follows the price. */
  readonly lookAhead: number;
  /** Elasticity of an operator's requests to its own ask, as it believes. */
  readonly askResponse: number;
  /** Part of a machine's power that it draws without work, 0…1. */
  readonly idlePower: number;
  /** Length of the stage in which compute is proven. [h] */
  readonly proofHours: number;
  /** Most accounts that an option asks for. */
  readonly accountsMost: number;
}

/** Share of recorded executions that the verdict rule in force rejects, by cell; NaN until asked for. */
export interface RejectionMemo {
  rule: object | undefined;
  readonly shares: Float64Array;
}

export interface Strategies {
  readonly settings: StrategySettings;
  readonly options: readonly StrategyOption[];
  readonly revision: RevisionRole;
  readonly conducts: Table<ConductSpec>;
  readonly records: Table<RecordSpec>;
  readonly nodes: Table<NodeConductSpec>;
  /** Deposits of accounts as the epoch began. [base unit] */
  readonly deposits: Float64Array;
  /** By account: see `EpochView.reports`. */
  readonly reports: { readonly copies: Uint8Array; readonly favours: Uint8Array; readonly circle: Int32Array };
  readonly stream: Stream;
  /** Not state: made again when the verdict rule changes. */
  readonly rejections: RejectionMemo;
  readonly laws: LawMemo;
}

/** Rows that there is room for. */
export interface Room {
  readonly operators: number;
  readonly nodes: number;
  readonly accounts: number;
  readonly cells: number;
}

export function createStrategies(
  plan: Pick<Strategies, "settings" | "options" | "revision" | "stream">,
  room: Room,
): Strategies {
  const conducts = createTable("conducts", conductSpec, room.operators);
  const records = createTable("records", recordSpec, room.operators * plan.options.length);
  const nodes = createTable("node-conducts", nodeConductSpec, room.nodes);
  for (const table of [conducts, nodes]) {
    table.count = table.capacity;
    for (const column of Object.values(table.columns)) column.fill(0);
  }
  for (const name of dialNames) conducts.columns[name].fill(honestDials[name]);
  conducts.columns.caughtAt.fill(-1);
  nodes.columns.claimed.fill(1);
  records.count = records.capacity;
  records.columns.learned.fill(Number.NaN);
  for (const name of ["epochs", "checks", "faults"] as const) records.columns[name].fill(0);
  return {
    conducts,
    ...plan,
    records,
    nodes,
    deposits: new Float64Array(room.accounts),
    reports: {
      copies: new Uint8Array(room.accounts),
      favours: new Uint8Array(room.accounts),
      circle: new Int32Array(room.accounts),
    },
    rejections: { rule: undefined, shares: new Float64Array(room.cells).fill(Number.NaN) },
    laws: createLawMemo(),
  };
}

/** A copy that shares nothing that changes. */
export function copyStrategies(
  strategies: Strategies,
  copy: typeof import("../engine/columns.ts").copyTable,
): Strategies {
  return {
    ...strategies,
    conducts: copy(strategies.conducts),
    records: copy(strategies.records),
    nodes: copy(strategies.nodes),
    deposits: strategies.deposits.slice(),
    reports: {
      copies: strategies.reports.copies.slice(),
      favours: strategies.reports.favours.slice(),
      circle: strategies.reports.circle.slice(),
    },
    rejections: { rule: undefined, shares: strategies.rejections.shares.slice() },
    laws: createLawMemo(),
  };
}

/** What the operator does now. */
export function dialsOf({ conducts }: Pick<Strategies, "conducts">, operator: number): Dials {
  const dials: Record<string, number> = {};
  for (const name of dialNames) dials[name] = conducts.columns[name][operator];
  return dials as Dials;
}

/** Dials in the order of `dialNames`. */
export const dialValues = (dials: Dials): readonly number[] => dialNames.map((name) => dials[name]);

/** @param columns  of dials, in the order of `dialNames`: looking each up by its name, for every operator, takes longer than writing it */
export function setDials(columns: readonly Float64Array[], operator: number, values: readonly number[]): void {
  for (let k = 0; k < columns.length; k++) columns[k][operator] = values[k];
}

/** A machine stands as its honest owner would have it; what its owner does is put in force with the next epoch. */
export function forgetConduct({ nodes }: Strategies, columns: Columns<NodeSpec>, host: number): void {
  nodes.columns.behaviour[host] = 0;
  nodes.columns.substitution[host] = 0;
  columns.heldFraction[host] *= nodes.columns.claimed[host];
  nodes.columns.claimed[host] = 1;
}

/**
 * Accounts without machines, over which operators may spread what they have: up to `most` for each, and no more than it has machines.
 * They hold no stake; what each account is given at the start they are given as well.
 */
export function addSpareAccounts(
  tables: {
    readonly accounts: Table<AccountSpec>;
    readonly operators: Table<OperatorSpec>;
    readonly nodes: Table<NodeSpec>;
  },
  most: number,
): void {
  const { accounts, operators } = tables;
  for (let one = 0; one < operators.count; one++) {
    const wanted = Math.min(most, operators.columns.nodes[one]) - operators.columns.accounts[one];
    for (let k = 0; k < wanted; k++) {
      const row = addRow(accounts);
      accounts.columns.operator[row] = one;
      accounts.columns.isAdmitted[row] = 1;
      accounts.columns.confirmed[row] = 1;
    }
  }
}
