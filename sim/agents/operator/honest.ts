/** Does what it is paid for, and nothing else. */
import * as z from "zod";
import { operatorStrategy } from "./strategy.ts";

export default operatorStrategy({
  id: "honest",
  summary: "Does what it is paid for.",
  pays: "It is what all others are measured against.",
  source: [{ cite: "MODEL, section 5.7", at: "behaviour is chosen, not decreed" }],
  params: z.strictObject({}),
  create: () => {
    const dials = {};
    return { conduct: () => dials };
  },
});
