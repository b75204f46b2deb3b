/** How the sections on clients and clouds must fit the rest of a scenario. */
import { cloudFirmIds } from "../model/catalogue/cloud-firms.ts";
import type { Misfit } from "./checks.ts";

interface Pricing {
  readonly policy: string;
  readonly role?: string;
  readonly leader?: number;
  readonly least?: number;
  readonly most?: number;
  readonly alarm?: number;
  readonly calm?: number;
  readonly prices?: readonly { readonly year: number }[];
}

export interface ClientParts {
  readonly stake?: { readonly tokenVolatility?: number } | undefined;
  readonly demand?: { readonly elasticity?: number; readonly trace?: string | undefined } | undefined;
  readonly economy?:
    | {
        readonly demand?: { readonly start: string } | undefined;
        readonly money?:
          | {
              readonly kind: string;
              readonly anchored?: boolean;
              readonly prices?: readonly { readonly at: number }[];
            }
          | undefined;
        readonly clouds?:
          | {
              readonly firms: readonly {
                readonly name: string;
                readonly regions?: object | undefined;
                readonly pricing: Pricing;
              }[];
            }
          | undefined;
      }
    | undefined;
}

/** The token's price has one maker. */
export function tokenPriceFits({ economy, stake }: ClientParts): Misfit[] {
  const money = economy?.money;
  if (money === undefined) return [];
  const misfits: Misfit[] = [];
  if ((stake?.tokenVolatility ?? 0) > 0) {
    const message = "economy.money makes the token's price — remove the volatility, or give it there";
    misfits.push({ path: ["stake", "tokenVolatility"], message });
  }
  if (money.anchored === true && economy?.demand?.start === "clouds") {
    const message = "nobody is at the network in the first epoch, whose fees the price would be anchored to";
    const remedy = 'write "anchored: false" and an accrual, or let clients start settled';
    misfits.push({ path: ["economy", "money", "kind"], message: `${message} — ${remedy}` });
  }
  money.prices?.forEach(({ at }, i, all) => {
    if (i === 0 || at > (all[i - 1] as { at: number }).at) return;
    misfits.push({
      path: ["economy", "money", "prices", i, "at"],
      message: "is not after the one before it — order them by time",
    });
  });
  return misfits;
}

export function clientsFit({ demand, economy }: ClientParts): Misfit[] {
  const misfits: Misfit[] = [];
  const add = (path: Misfit["path"], message: string) => misfits.push({ path, message });
  if (economy?.demand === undefined) {
    if (economy?.clouds !== undefined)
      add(["economy", "clouds"], "nobody can choose a cloud — add economy.demand, or remove the clouds");
    return misfits;
  }
  if (demand?.trace !== undefined)
    add(["demand", "trace"], "a trace leaves clients no choice — remove it, or remove economy.demand");
  if ((demand?.elasticity ?? 0) > 0) {
    const message = "says twice what clients do at another price — remove it: economy.demand makes them choose";
    add(["demand", "elasticity"], message);
  }
  const firms = economy.clouds?.firms ?? [];
  firms.forEach(({ name, regions, pricing }, i) => {
    const path = ["economy", "clouds", "firms", i];
    if (regions === undefined && !(cloudFirmIds as readonly string[]).includes(name)) {
      const known = cloudFirmIds.join(", ");
      add([...path, "name"], `"${name}" is in no catalogue — give it regions, or take one of ${known}`);
    }
    if (firms.findIndex((one) => one.name === name) < i) add([...path, "name"], `a second cloud is named "${name}"`);
    misfits.push(
      ...pricingFits(pricing).map(({ path: at, message }) => ({ path: [...path, "pricing", ...at], message })),
    );
    if (pricing.policy !== "price-leader") return;
    const leader = pricing.role === "leader" ? i : (pricing.leader ?? 0);
    if (firms[leader]?.pricing.role === "leader" && firms[leader].pricing.policy === "price-leader") return;
    const message = `follows cloud ${leader}, which does not lead — give that one "policy: price-leader, role: leader"`;
    add([...path, "pricing"], message);
  });
  return misfits;
}

/** Numbers of one policy that contradict each other: between them there is no price to choose, or no order. */
function pricingFits({ least, most, alarm, calm, prices }: Pricing): Misfit[] {
  const misfits: Misfit[] = [];
  if (least !== undefined && most !== undefined && least >= most)
    misfits.push({ path: ["least"], message: `${least} is not below most, ${most} — leave it prices to choose from` });
  if (alarm !== undefined && calm !== undefined && calm > alarm) {
    const message = `${calm} is above alarm, ${alarm}: a war would end as it begins — let it end at a smaller share`;
    misfits.push({ path: ["calm"], message });
  }
  prices?.forEach(({ year }, i, all) => {
    if (i === 0 || year > (all[i - 1] as { year: number }).year) return;
    misfits.push({ path: ["prices", i, "year"], message: "is not after the one before it — order them by time" });
  });
  return misfits;
}
