/** What the model asks of a kind of coalition: who may be in it, what members do together, and what each weighs before it joins. */
import type { Dials } from "./operator-roles.ts";

/** How a member knows that it gains. */
export type Weighing =
  /** The rules are asked what members would have earned: together, alone, and with all alone. */
  | "forecast"
  /** Steadier pay against the fee. */
  | "variance"
  /** Votes that need not be gone to against the commission. */
  | "effort"
  /** One owner: what its names earn apart against what they would earn under one. Formed as the run begins. */
  | "names"
  /** By treaty, from the beginning of the run: what its own votes would have brought a member against those of the coalition. */
  | "ballots";

export interface CoalitionRole {
  readonly weighing: Weighing;
  /** What members do that they would not do alone. */
  readonly dials: Partial<Dials>;
  /** Members share their rewards by capacity. */
  readonly sharesRewards: boolean;
  /** Part of shared rewards, or of what votes are worth, that the leader keeps, 0…1. */
  readonly fee: number;
  /** Members vote as the leader does. */
  readonly votesTogether: boolean;
  /** Members let each other's answers pass. */
  readonly covers: boolean;
  /** Epochs for which all go back to what they do alone once a member has left; 0: nobody is punished. */
  readonly punishment: number;
  /** Loss of certainty: certain pay = mean · (1 − aversion · cv² / 2). */
  readonly riskAversion: number;
  /** Coalitions of this kind at a time, and most members of one. */
  readonly most: number;
  readonly membersMost: number;
  /** Of several, the smallest so many are run by the largest under another name. */
  readonly proxies: number;
  /** Of a coalition that is there from the beginning: whether the operator belongs to it. @param uniform  a draw of the operator */
  readonly holds?: (operator: { readonly jurisdiction: number; readonly uniform: number }) => boolean;
}

export const aloneRole: CoalitionRole = {
  weighing: "forecast",
  dials: {},
  sharesRewards: false,
  fee: 0,
  votesTogether: false,
  covers: false,
  punishment: 0,
  riskAversion: 0,
  most: 1,
  membersMost: 1_000_000,
  proxies: 0,
};
