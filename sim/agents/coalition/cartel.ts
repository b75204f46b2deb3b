/** Sellers who agree to keep machines back and to ask more; who leaves is punished by all going back to selling all they can. */
import * as z from "zod";
import { aloneRole } from "../../model/coalition-roles.ts";
import { coalitionKind } from "./coalition.ts";

export default coalitionKind({
  id: "cartel",
  summary: "Members keep machines back and ask more.",
  holds:
    "Forms where price answers scarcity; breaks where a member gains more by selling all than the punishment costs it.",
  source: [
    { cite: "Stigler, A Theory of Oligopoly, Journal of Political Economy 72, 1964", at: "agreement and deviation" },
    {
      cite: "Friedman, A Non-cooperative Equilibrium for Supergames, Review of Economic Studies 38, 1971",
      at: "reversion",
    },
  ],
  params: z.strictObject({
    cut: z.number().min(0).max(0.99).default(0.3).describe("Share of its machines that a member switches off [0…1]"),
    markup: z.number().min(0).max(100).default(0).describe("Rise of a member's ask [ratio]"),
    punishment: z
      .int()
      .min(0)
      .max(10000)
      .default(10)
      .describe("Epochs without agreement once a member has left; a judgement [epoch]"),
    membersMost: z.int().min(2).max(10000).default(8).describe("Most members; a judgement [operator]"),
  }),
  create: ({ cut, markup, punishment, membersMost }) => ({
    ...aloneRole,
    dials: { idle: cut, ask: 1 + markup },
    punishment,
    membersMost,
  }),
});
