/** Hosts share their rewards by capacity, less a fee, so that each is paid steadily; who runs the pool speaks for all of it. */
import * as z from "zod";
import { aloneRole } from "../../model/coalition-roles.ts";
import { coalitionKind } from "./coalition.ts";

export default coalitionKind({
  id: "pool",
  catalogue: "A9",
  summary: "Members share rewards by capacity, less a fee.",
  holds: "Draws members where pay is a lottery and the fee below what steadiness is worth; nobody where pay is steady.",
  source: [
    {
      cite: "Cong, He and Li, Decentralized Mining in Centralized Pools, Review of Financial Studies 34, 2021",
      at: "risk sharing against fee",
    },
    { cite: "Foundry USA Pool, FAQ", at: "fees of 0 to 4 %" },
    { cite: "b10c, Bitcoin mining centralisation, 2025", at: "small brands with a big pool's template" },
  ],
  params: z.strictObject({
    fee: z
      .number()
      .min(0)
      .max(1)
      .default(0.02)
      .describe("Part of the pot that the pool keeps; default: middle of 0–4 % [0…1]"),
    riskAversion: z.number().min(0).max(1000).default(1).describe("Relative aversion to variance; a judgement [1]"),
    pools: z
      .int()
      .min(1)
      .max(1000)
      .default(3)
      .describe("Pools that are set up, by the largest operators; a judgement [pool]"),
    proxies: z
      .int()
      .min(0)
      .max(1000)
      .default(0)
      .describe("Pools that are run by the largest under another name [pool]"),
  }),
  create: ({ fee, riskAversion, pools, proxies }) => ({
    ...aloneRole,
    weighing: "variance",
    sharesRewards: true,
    fee,
    riskAversion,
    most: pools,
    proxies,
  }),
});
