/** The section `economy.operators` of a scenario: what operators pay, invest and risk, and who comes and goes. */
import * as z from "zod";
import { scaleLaws } from "../model/catalogue/operator-costs.ts";
import { count, quantity } from "./quantity.ts";
import { plain, seconds, share } from "./shorthand.ts";

const room = (example: string) =>
  count({ title: "a whole number of rows", examples: [example], min: 1, max: 4_000_000 });
const years = (example: string, min: number) =>
  quantity("year", { title: "a number of years", examples: [example], min, max: 100 });
const exponent = (of: keyof typeof scaleLaws, what: string) =>
  plain(`${scaleLaws[of].exponent}`, 0, 1).default(scaleLaws[of].exponent).describe(what);

const accounts = z
  .strictObject({
    choice: z
      .enum(["kept", "best"])
      .default("kept")
      .describe("best: at a review an operator splits an account in two where the rules in force pay more for it"),
    cost: quantity("USD", { title: "money", examples: ["100 USD"], min: 0 })
      .default(0)
      .describe("Of another identity, beside what the admission rule charges; default: names are free"),
    payback: years("1 year", 0.01).default(1).describe("Time in which the gain must pay for it; default: a judgement"),
  })
  .prefault({})
  .describe("Accounts that an operator presents");

/** Channel iv of re-concentration: economies of scale, each to be switched off by 0. Sources: catalogue/operator-costs.ts. */
const scale = z
  .strictObject({
    cards: exponent("cards", "Exponent of a card's price by the size of an order; default: H100, 2025"),
    power: exponent("power", "Exponent of the price of power by draw; default: tariffs of six countries, 2024"),
    site: exponent("site", "Exponent of the cost of a site by draw; default: a judgement"),
    staff: exponent("staff", "Exponent of staff a server by servers; default: Above the Clouds, 2009"),
    network: exponent("network", "Exponent of the cost of network by servers; default: Above the Clouds, 2009"),
  })
  .prefault({})
  .describe("Economies of scale; 0 switches one off");

const credit = z
  .strictObject({
    loanToValue: share("50 %")
      .default(0.5)
      .describe(
        "Most debt over what dealers would pay for the machines; default: a judgement, below bank loans on cards",
      ),
    term: years("3 year", 0.1)
      .default(3)
      .describe("Time in which a loan is paid back; default: loans on cards, 2024–25"),
  })
  .prefault({})
  .describe("What lenders lend");

/** What a card earns outside the network: the price of a place in it that is not its wage but its alternative. */
const elsewhere = z
  .strictObject({
    rents: z
      .array(
        z.strictObject({
          at: years("0.5 year", 0).describe("Since the start"),
          price: plain("2.35", 0.001, 1000).describe("Paid for an hour of an H100 by who hires it [USD/h]"),
        }),
      )
      .min(1)
      .max(200)
      .describe(
        "In the order of time, straight lines of their logarithms in between; other cards by catalogue/rental-ratios.ts",
      ),
    kept: share("70 %")
      .default(0.7)
      .describe(
        "Part that comes to the card’s owner, hours that are not let and the market’s cut taken off; 100 %: what a host saves that hires its cards; default: use of the published full-cost ladder",
      ),
  })
  .describe(
    "Machines leave the network for a rental market when that pays more, and none is bought for less; absent: they can only be sold",
  );

/** Beside takeovers of who ends, which need no premium: without a buyer there would be nothing to go on. */
const acquisitions = z
  .strictObject({
    premium: quantity("1", { title: "a share", examples: ["38 %"], min: 0, max: 10 })
      .default(0.38)
      .describe(
        "Least gain of the buyer, and what the owner gets, over what the firm is worth to the owner; default: said to be the median premium on shares in US mergers of 1973–98 (Andrade, Mitchell and Stafford, 2001, table 1; unchecked)",
      ),
  })
  .describe(
    "At its review an owner sells a firm that could go on to whom its machines are worth most, by larger scale, cheaper capital or less fear of risk; absent: only who ends is taken over",
  );

export const operators = z
  .strictObject({
    nodesMax: room("20_000")
      .optional()
      .describe("Rows for machines, gone ones included; default: 4 times those at the start"),
    operatorsMax: room("2_000").optional().describe("Rows for operators; default: 4 times those at the start"),
    accountsMax: room("8_000")
      .optional()
      .describe("Rows for accounts; default: 4 times the operators, or the machines at the start"),
    reviewEvery: seconds("30 day", 1)
      .default(30 * 86_400)
      .describe("Mean of the exponential time between two reviews of an operator's business; default: a judgement"),
    memory: seconds("30 day", 1)
      .default(30 * 86_400)
      .describe("Half-life of what operators remember of what machines earned; default: a judgement"),
    extrapolation: share("50 %")
      .default(0.5)
      .describe("Part of the trend of the last year and a half that is expected to go on; default: a judgement"),
    volatility: plain("0.4", 0, 5)
      .default(0.4)
      .describe(
        "Volatility of revenue that operators reckon with; sets the gap between thresholds to enter and to leave [1/√year]; default: rent of an H100, 2023–26",
      ),
    riskAversion: plain("2", 0, 50)
      .default(2)
      .describe(
        "Relative risk aversion to the variance of own income (channel i); 0 switches it off; default: a judgement",
      ),
    stepMost: share("25 %")
      .default(0.25)
      .describe("Most machines bought or sold at one review, but at least one; a judgement"),
    reserve: years("0.08 year", 0)
      .default(1 / 12)
      .describe("Time for which running costs are kept in cash; a judgement"),
    sold: share("100 %").default(1).describe("Part of its free tokens that an operator sells at an epoch's end"),
    restaked: share("0 %")
      .default(0)
      .describe("Part of what is left that it bonds as stake (channel iii); default: none, as most rules pay for work"),
    reinvested: share("80 %").default(0.8).describe("Part of profit that stays in the firm; default: a judgement"),
    startCash: share("20 %").default(0.2).describe("Cash at the start over what the machines are worth; a judgement"),
    startAge: years("2 year", 0)
      .default(2)
      .describe("Most years that machines at the start are old, evenly; a judgement"),
    capitalFactor: plain("1", 0, 10)
      .default(1)
      .describe("Factor on the cost of capital of each class (docs/economy.md)"),
    lifeFactor: plain("1", 0.1, 10).default(1).describe("Factor on the years for which each class counts on a card"),
    candidates: plain("1", 0, 10_000)
      .default(1)
      .describe(
        "Candidates to enter in a year, over the operators of their class at the start; 0: nobody enters; a judgement",
      ),
    takeovers: z
      .boolean()
      .default(true)
      .describe(
        "Whether whoever ends may be taken over as a going concern; machines keep the unit costs of the class that set them up",
      ),
    bargaining: share("50 %")
      .default(0.5)
      .describe("Part of the gain of a takeover that the seller gets; default: Nash, 1950"),
    acquisitions: acquisitions.optional(),
    usedSpread: share("15 %")
      .default(0.15)
      .describe("Part of a used card's worth that dealers keep, without `economy.chips`; default: a judgement"),
    credit,
    elsewhere: elsewhere.optional(),
    accounts,
    scale,
  })
  .describe("What operators pay, invest and risk, and who comes and goes; without it nobody does");
