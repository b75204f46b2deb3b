/** Rows of machines over which a trial writes what is supposed of them, and what they held before. */
import type { Columns } from "../engine/columns.ts";
import type { NodeSpec } from "./tables/nodes.ts";

/** Columns that a supposition changes, beside the account. */
const supposed = [
  "work",
  "served",
  "fees",
  "missed",
  "checks",
  "faults",
  "uptime",
  "capacity",
  "proof",
  "heldFraction",
  "ask",
] as const;
const faultsAt = supposed.indexOf("faults");

export class SupposedMachines {
  /** Rows, in the order in which they were touched. */
  readonly touched: number[] = [];
  private readonly nodes: Columns<NodeSpec>;
  /** Columns of `supposed`, in its order. */
  private readonly columns: readonly Float64Array[];
  /** Of the machines touched, in their order, what those columns held, and their accounts. */
  private held = new Float64Array(64 * supposed.length);
  private readonly heldAccounts: number[] = [];
  /** Rejections of all machines as they were, once those that nobody touched have changed. */
  private faultsHeld: Float64Array | undefined;

  constructor(nodes: Columns<NodeSpec>) {
    this.nodes = nodes;
    this.columns = supposed.map((name) => nodes[name]);
  }

  get hasTouchedFaults(): boolean {
    return this.faultsHeld !== undefined;
  }

  touch(host: number): void {
    const at = this.touched.length * supposed.length;
    if (at === this.held.length) {
      const held = new Float64Array(2 * at);
      held.set(this.held);
      this.held = held;
    }
    const { held } = this;
    for (let k = 0; k < supposed.length; k++) held[at + k] = this.columns[k][host];
    this.touched.push(host);
    this.heldAccounts.push(this.nodes.account[host]);
  }

  /** @param count  of all machines, any of which may be rejected more or less from now on */
  touchFaults(count: number): void {
    if (this.faultsHeld !== undefined) return;
    const { touched, held } = this;
    const faults = this.nodes.faults.slice(0, count);
    for (let i = 0; i < touched.length; i++) faults[touched[i]] = held[i * supposed.length + faultsAt];
    this.faultsHeld = faults;
  }

  /** @returns whether rejections of machines that were not touched had changed */
  putBack(): boolean {
    const { touched, held, heldAccounts, faultsHeld } = this;
    for (let k = 0; k < supposed.length; k++) {
      const column = this.columns[k];
      for (let i = 0; i < touched.length; i++) column[touched[i]] = held[i * supposed.length + k];
    }
    for (let i = 0; i < touched.length; i++) this.nodes.account[touched[i]] = heldAccounts[i];
    touched.length = 0;
    heldAccounts.length = 0;
    if (faultsHeld === undefined) return false;
    this.nodes.faults.set(faultsHeld);
    this.faultsHeld = undefined;
    return true;
  }
}
