/**
 * What an operator does at the start it does to the end.
 */
import * as z from "zod";
import { revision } from "./revision.ts";

export default revision({
  id: "fixed",
  summary: "Nobody changes what it does.",
  equation: "option stays",
  source: [{ cite: "MODEL, section 5.7", at: "fixed share" }],
  params: z.strictObject({}),
  create: () => ({ learning: 0, choose: ({ current }) => current }),
});
