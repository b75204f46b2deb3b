/** What a claim's page is made of, beyond what every study has. */
import type { ClaimStatement } from "../../analysis/study/claim.ts";
import type { WorldAxis } from "../../analysis/study/drivers.ts";
import type { StudyReportData } from "../study/rows.ts";

export interface ClaimData extends StudyReportData {
  readonly claim: ClaimStatement;
  readonly axes: readonly WorldAxis[];
  /** Epochs left out of every outcome. */
  readonly warmup: number;
  readonly epochDays: number;
  readonly path: readonly PathRow[];
  readonly holders: readonly HolderRow[];
  readonly lorenz: readonly LorenzRow[];
  readonly flows: readonly FlowRow[];
  readonly places: readonly PlaceRow[];
  readonly validation: readonly Validation[];
}

export interface PathRow {
  readonly run: number;
  readonly epoch: number;
  readonly value: number;
}

export interface HolderRow {
  readonly run: number;
  readonly epoch: number;
  readonly quantity: string;
  readonly holder: string;
  readonly hhi: number;
  readonly nakamoto: number;
}

export interface LorenzRow {
  readonly run: number;
  readonly quantity: string;
  readonly place: number;
  readonly holders: number;
  readonly share: number;
}

export interface FlowRow {
  readonly run: number;
  readonly source: string;
  readonly owner: string;
  readonly amount: number;
}

export interface PlaceRow {
  readonly run: number;
  /** What is served, or not. */
  readonly counted: "requests" | "clients";
  readonly place: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly served: number;
}

/** A part of the model, and published figures that it was held against; read from the pages that tests write. */
export interface Validation {
  readonly part: string;
  readonly page: string;
  readonly figures: readonly ValidationFigure[];
}

export interface ValidationFigure {
  readonly figure: string;
  readonly published: string;
  readonly here: string;
  readonly error: string;
  /** How much it shows, in the words of its page. */
  readonly kind: string;
}
