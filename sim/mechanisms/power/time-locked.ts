/**
 * Stake counts the more, the longer it is locked.
 *
 *   powerᵢ = stakeᵢ · (1 + 3 dᵢ / 365),   d days locked, 14 ≤ d ≤ 365; below 14 nothing
 *
 * Holders there choose d when they lock. Here nobody chooses: d is the time for which the account's stake has not shrunk,
 * counted from the first epoch, which is assumed. What is delegated does not count.
 */
import * as z from "zod";
import { AccountStatus } from "../../model/tables/accounts.ts";
import { mechanism } from "../mechanism.ts";

const secondsPerDay = 86_400;

export default mechanism({
  slot: "power",
  id: "time-locked",
  catalogue: "R-51",
  summary: "An active account votes with its own stake, times up to four for how long it has been locked.",
  equation: "powerᵢ = stakeᵢ · (1 + (m − 1) · dᵢ / D), d ≥ dmin",
  needs: "accounts-stake",
  source: [{ cite: "Nosana documentation, 2025", at: "staking: xNOS = stake · (1 + 3 d / 365), 14 to 365 days" }],
  params: z.strictObject({
    multiplierMax: z.number().min(1).max(100).default(4).describe("Factor m on stake locked for the full time [1]"),
    daysMin: z.number().min(0).max(3650).default(14).describe("Shorter locks give no votes [day]"),
    daysFull: z.number().gt(0).max(3650).default(365).describe("Time D after which the factor grows no more [day]"),
  }),
  memory: {
    account: {
      /** Stake at the end of the epoch before. [base unit] */
      before: "f64",
      /** Epochs for which the stake has not shrunk. */
      held: "u32",
    },
  },
  create: ({ multiplierMax, daysMin, daysFull }, { account: { before, held } }) => ({
    assign({ accountCount, accounts: { stake, status }, network: { epochSeconds } }, out) {
      const daysPerEpoch = epochSeconds[0] / secondsPerDay;
      for (let a = 0; a < accountCount; a++) {
        held[a] = stake[a] > 0 && stake[a] >= before[a] ? held[a] + 1 : 0;
        before[a] = stake[a];
        const days = held[a] * daysPerEpoch;
        const factor = days < daysMin ? 0 : 1 + ((multiplierMax - 1) * Math.min(days, daysFull)) / daysFull;
        out[a] = status[a] === AccountStatus.active ? stake[a] * factor : 0;
      }
    },
  }),
});
