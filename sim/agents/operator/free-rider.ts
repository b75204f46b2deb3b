/** Signs what the others sign: where several nodes check one request it reads none, where it is alone it reads. */
import * as z from "zod";
import { operatorStrategy } from "./strategy.ts";

export default operatorStrategy({
  id: "free-rider",
  summary: "Leaves the reading to others where several nodes check a request.",
  pays: "Pays where more than one node checks a request; where it is the only one it reads, and gains nothing.",
  source: [{ cite: "Olson, The Logic of Collective Action, 1965", at: "chapter I: free riding in groups" }],
  params: z.strictObject({
    share: z.number().min(0).max(1).default(1).describe("Share of shared checks signed unread [0…1]"),
  }),
  create: ({ share }) => ({ conduct: ({ checkers }) => ({ unchecked: checkers > 1 ? share : 0 }) }),
});
