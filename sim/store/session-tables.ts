/** Sessions of slots, and challenges of proofs: what was locked, and what became of it. */
import { modelIds } from "../model/catalogue/ids.ts";
import { column, f64, i32, labelled, type OutputTable } from "./declare.ts";

const part = (name: string, meaning: string) => column(name, f64, "1", meaning);

const amount = (name: string, meaning: string) => column(name, f64, "base unit", meaning);
const account = (name: string, meaning: string) => column(name, i32, "1", meaning);

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
  {
    name: "challenges",
    meaning: "Challenges of proofs that were judged, under reward rules that have them",
    key: ["challenge"],
    columns: [
      account("challenge", "Number in the run"),
      column("epoch", i32, "epoch", "Epoch at whose end it was judged"),
      column("opened", i32, "epoch", "Epoch at whose end it was opened"),
      account("challenger", "Account that laid the stake"),
      account("target", "Account that had to prove throughout the epoch"),
      amount("stake", "Locked by the challenger"),
      amount("gross", "Pay of the target's weight when it was opened"),
      part("shown", "Share of its proof that the target showed"),
      column("failed", { type: "bool" }, "", "It showed too little"),
      amount("won", "What the challenger got of the forfeited pay, or the target of the stake"),
    ],
  },
];
