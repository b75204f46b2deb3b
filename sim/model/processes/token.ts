/**
 * The native token's price in USD. Without `economy.money` a random walk of its logarithm, the same whatever the rules are:
 *
 *   P(e + 1) = P(e) · exp(σ z − σ²/2), z standard normal, σ the volatility of an epoch
 *
 * without drift, so that the expected price stays what it is. With that section it follows a path, jumps, or answers to fees and supply
 * (`economics/token-value.ts`), and operators' income with it.
 */
import { lagPart } from "../../economics/client-choice.ts";
import { jumpStep, poissonOf, priceOnPath, tokenWorth } from "../../economics/token-value.ts";
import { invariant } from "../../engine/invariant.ts";
import { exp, log } from "../../engine/math.ts";
import { normalOf } from "../../engine/normal.ts";
import type { Money, MoneyPlan } from "../money.ts";
import type { World } from "../world.ts";

const baseUnitsPerToken = 1e9;

/** Rows of the stream of the token's draws. */
const draws = { diffusion: 0, jumpCount: 1, jumpSize: 2 };

export function moveTokenPrice(world: World): void {
  const { network, settings, streams, clock, money } = world;
  const z = () => normalOf(streams.token.uniform(draws.diffusion, clock.epoch));
  const price = network.columns.tokenPrice;
  if (money === undefined) {
    const sigma = settings.tokenVolatility;
    if (sigma !== 0) price[0] *= exp(sigma * z() - (sigma * sigma) / 2);
    return;
  }
  const { plan, yearsPerEpoch: years } = money;
  if (plan.kind === "path") {
    price[0] = priceOnPath(plan.path, (clock.epoch + 1) * years);
  } else if (plan.kind === "jumps") {
    const count = poissonOf(streams.token.uniform(draws.jumpCount, clock.epoch), plan.law.jumps * years);
    const size = normalOf(streams.token.uniform(draws.jumpSize, clock.epoch));
    price[0] *= exp(jumpStep(plan.law, years, z(), count, size));
  } else {
    followWorth(world, money, plan, z);
  }
}

function followWorth(
  { network, clock }: World,
  money: Money,
  plan: Extract<MoneyPlan, { kind: "endogenous" }>,
  z: () => number,
): void {
  const { yearsPerEpoch: years } = money;
  const { tokenPrice, fees, issued, burned, locked } = network.columns;
  const before = tokenPrice[0];
  const feesNow = ((fees[0] / baseUnitsPerToken) * before) / years;
  const circulating = Math.max(1, (issued[0] - burned[0] - locked[0]) / baseUnitsPerToken);
  const isFirst = clock.epoch === 0;
  const part = isFirst ? 1 : lagPart(years, plan.memory);
  money.fees += part * (feesNow - money.fees);
  // The first epoch shows no change of supply yet.
  if (!isFirst) {
    const grown = Math.max(0, log(circulating / money.circulating)) / years;
    money.supply += (clock.epoch === 1 ? 1 : part) * (grown - money.supply);
  }
  money.circulating = circulating;
  const worth = tokenWorth(plan.law, money.fees, circulating, money.supply, money.trend);
  if (isFirst) {
    invariant(
      !plan.isAnchored || worth > 0,
      () => "economy.money is anchored to the first epoch, which had no fees — write anchored: false and an accrual",
    );
    money.anchor = plan.isAnchored ? before / worth : 1;
  }
  money.worth = worth * money.anchor;
  const noise = plan.volatility * Math.sqrt(years) * z() - (plan.volatility * plan.volatility * years) / 2;
  const step = lagPart(years, plan.adjustment) * log(Math.max(worthLeast, money.worth) / before) + noise;
  tokenPrice[0] = before * exp(step);
  money.trend += part * (step / years - money.trend);
}

/** A token that nobody pays fees with is worth so little, not nothing: its logarithm must be there. [USD] */
const worthLeast = 1e-9;
