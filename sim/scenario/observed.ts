/** The key `observed` of a scenario: published counts of a real network, with which reports compare what runs made. */
import * as z from "zod";
import { observedIds } from "../model/catalogue/observed.ts";

export const observed = z
  .strictObject({
    series: z.enum(observedIds).describe("Published counts, by their name in the catalogue of observed series"),
    start: z.iso
      .date("no day of the calendar — write year, month and day, such as 2026-01-16")
      .describe("Day on which a run begins, such as 2026-01-16; nothing in a run depends on it"),
  })
  .describe("What was published of the network that the scenario stands for; reports lay runs beside it");
