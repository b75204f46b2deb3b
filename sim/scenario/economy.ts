/** The section `economy` of a scenario: what participants do with money and machines. */
import * as z from "zod";
import { chips } from "./economy-chips.ts";
import { clouds } from "./economy-clouds.ts";
import { coalitions } from "./economy-coalitions.ts";
import { demandSide } from "./economy-demand.ts";
import { money } from "./economy-money.ts";
import { operators } from "./economy-operators.ts";
import { states } from "./economy-states.ts";
import { strategies } from "./economy-strategies.ts";

export const economy = z
  .strictObject({
    chips: chips.optional(),
    operators: operators.optional(),
    states: states.optional(),
    strategies: strategies.optional(),
    coalitions: coalitions.optional(),
    demand: demandSide.optional(),
    clouds: clouds.optional(),
    money: money.optional(),
  })
  .prefault({})
  .describe("What participants do with money and machines; without it nobody comes, goes or invests");
