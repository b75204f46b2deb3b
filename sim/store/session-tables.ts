/** Sessions of slots: what clients locked, what was settled in time, and what single owners held of the slots. */
import { modelIds } from "../model/catalogue/ids.ts";
import { column, f64, i32, labelled, type OutputTable } from "./declare.ts";

const part = (name: string, meaning: string) => column(name, f64, "1", meaning);

export const sessionTables: readonly OutputTable[] = [
  {
    name: "sessions",
    meaning: "Sessions of slots by model, once an epoch, under verification rules that have them",
    key: ["epoch", "model"],
    columns: [
      column("epoch", i32, "epoch", "Epoch, counted from 0"),
      column("model", labelled(modelIds), "", "Language model of the market"),
      column("sessions", f64, "1", "Sessions created"),
      column("escrow", f64, "base unit", "Locked for each"),
      column("fees", f64, "base unit", "Fees of the requests in them"),
      part("settled", "Share of the drawn groups that enough slots signed in time"),
      part("late", "Of the groups left over from the epoch before, share signed in this one"),
      part("expired", "Of those, share never signed, whose fees went back"),
      part("settling", "Share of the groups in which one owner holds enough slots to settle alone, whatever the truth"),
      part("deciding", "The same, to decide verdicts"),
      part("blocking", "The same, to keep the others from settling"),
    ],
  },
];
