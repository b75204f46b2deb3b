/** Clients who choose between the network, clouds and neither, as the world holds them; `processes/clients.ts` says how they change. */
import type { Spending } from "../economics/client-choice.ts";
import type { Table } from "../engine/columns.ts";
import type { ClientKind } from "./catalogue/client-kinds.ts";
import type { Clouds } from "./clouds.ts";
import type { CloudSpec } from "./tables/clouds.ts";

export interface ClientSettings {
  readonly kinds: readonly ClientKind[];
  readonly spending: Spending;
  /** Similarity parameter λ of the nest of clouds. */
  readonly nesting: number;
  /** Price of an hour's work of an H100 at which going without is as good as buying. [USD/h] */
  readonly reference: number;
  /** Part of a rented hour that a client's work fills, 0…1. */
  readonly use: number;
  /** How foreign a node abroad is to a client, over a cloud abroad, 0…1. */
  readonly networkForeign: number;
  /** Utility of the network beside the price. */
  readonly networkAppeal: number;
  /** Mean time over which clients remember misses and rejected answers. [year] */
  readonly memory: number;
  readonly yearsPerEpoch: number;
  /** Whether clients have settled before the run, or none has come to the network yet. */
  readonly start: "settled" | "clouds";
  /** Between two rows of the output. [epoch] */
  readonly rowsEvery: number;
}

/** Clients of one jurisdiction who want one model; each holds one cell for each kind. */
export interface Pair {
  readonly jurisdiction: number;
  readonly market: number;
  /** Work that they would buy at the reference price at the start. [H100e] */
  readonly work: number;
}

export interface Clients {
  readonly settings: ClientSettings;
  readonly pairs: readonly Pair[];
  /** By row of `segments`. */
  readonly pairOf: Uint16Array;
  /** Prompt and output tokens that an H100 serves in an hour, by market. */
  readonly tokensPerHour: Float64Array;
  /** The network, then the clouds. */
  readonly options: number;
  readonly places: number;
  readonly clouds: Clouds;

  /** Share of a cell's clients at each option, cells × options; the rest goes without. */
  readonly held: Float64Array;
  /** Part of requests that the network answers and nobody rejects, as clients remember it, by market. */
  readonly reputation: Float64Array;

  // What follows is made anew at each choice.
  /** ln of the factor between a price and what clients feel it as, (places × kinds) × options; Infinity: out of reach. */
  readonly friction: Float64Array;
  /** Jurisdiction from which a cloud serves them, the same shape; −1: none. */
  readonly servedFrom: Int16Array;
  /** 1 where an outage is in force. */
  readonly isDark: Uint8Array;
  /** Of the capacity in reach of a place: mean round trip to it [ms], and the part that is abroad. */
  readonly roundTrip: Float64Array;
  readonly abroad: Float64Array;
  /** Price of an hour's work on the network, by market. [USD/h] */
  readonly networkPrice: Float64Array;
  /** Work bought, cells × options. [H100e] */
  readonly work: Float64Array;
  /** Requests to the network over those at the start at the reference price, by pair. */
  readonly factor: Float64Array;
  /** Worth of the choice I, by cell. */
  readonly worth: Float64Array;
  /** Money that clients would spend at the reference price now. [USD/h] */
  budget: number;
}

export const cellOf = ({ settings }: Clients, pair: number, kind: number): number =>
  pair * settings.kinds.length + kind;
export const termsOf = ({ settings, options }: Clients, place: number, kind: number): number =>
  (place * settings.kinds.length + kind) * options;

/** A copy that shares nothing that changes. */
export function copyClients(clients: Clients, copyRows: (table: Table<CloudSpec>) => Table<CloudSpec>): Clients {
  const { clouds } = clients;
  return {
    ...clients,
    held: clients.held.slice(),
    reputation: clients.reputation.slice(),
    friction: clients.friction.slice(),
    servedFrom: clients.servedFrom.slice(),
    isDark: clients.isDark.slice(),
    roundTrip: clients.roundTrip.slice(),
    abroad: clients.abroad.slice(),
    networkPrice: clients.networkPrice.slice(),
    work: clients.work.slice(),
    factor: clients.factor.slice(),
    worth: clients.worth.slice(),
    clouds: {
      ...clouds,
      firms: copyRows(clouds.firms),
      capacityIn: clouds.capacityIn.slice(),
      wantedIn: clouds.wantedIn.slice(),
      costIn: clouds.costIn.slice(),
      servedIn: clouds.servedIn.slice(),
      memory: clouds.memory.map((numbers) => numbers.slice()),
    },
  };
}

/** Numbers of the state that no table holds, in a fixed order; for the digest. */
export function* clientNumbers({ held, reputation, factor, clouds }: Clients): Generator<number> {
  yield* held;
  yield* reputation;
  yield* factor;
  yield* clouds.capacityIn;
  yield* clouds.servedIn;
  for (const numbers of clouds.memory) yield* numbers;
  yield clouds.reviews;
}
