/** Owners leave their votes to a delegate, who votes as suits itself and keeps a commission on what votes are worth. */
import * as z from "zod";
import { aloneRole } from "../../model/coalition-roles.ts";
import { coalitionKind } from "./coalition.ts";

export default coalitionKind({
  id: "delegates",
  summary: "Members vote as the delegate does.",
  holds: "Draws members where there is much to vote on and votes cost effort; nobody where nothing is put to the vote.",
  source: [
    { cite: "Downs, An Economic Theory of Democracy, 1957", at: "cost of voting" },
    { cite: "Cosmos SDK, x/gov", at: "delegators inherit the validator's vote" },
  ],
  params: z.strictObject({
    commission: z
      .number()
      .min(0)
      .max(1)
      .default(0.05)
      .describe("Part of what its votes are worth that a member gives; a judgement [0…1]"),
    delegates: z
      .int()
      .min(1)
      .max(1000)
      .default(3)
      .describe("Delegates, the holders of most votes; a judgement [operator]"),
  }),
  create: ({ commission, delegates }) => ({
    ...aloneRole,
    weighing: "effort",
    votesTogether: true,
    fee: commission,
    most: delegates,
  }),
});
