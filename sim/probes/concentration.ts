/**
 * Concentration of capacity, work, reward, money, weight, votes and stake, each by account, operator and jurisdiction.
 *
 * What an account holds is summed up to its operator and, by the operator's seat, to a jurisdiction: an operator counts
 * where it is, not where its machines stand.
 */
import { type Concentration, concentrationOf } from "../measures/concentration.ts";
import { holdersOf, sumBy } from "../measures/holdings.ts";
import type { ProbeView } from "../model/view.ts";
import { concentrationBy, concentrationOf as quantities } from "../store/tables.ts";
import { probe } from "./probe.ts";

export default probe({
  id: "concentration",
  table: "concentration",
  summary: "How unevenly capacity, work, reward, money, weight, votes and stake are held.",
  units: {
    of: "",
    by: "",
    holders: "1",
    hhi: "1",
    effective_number: "1",
    gini: "1",
    theil: "1",
    top1: "1",
    top5: "1",
    top10: "1",
    nakamoto_third: "1",
    nakamoto_half: "1",
    nakamoto_two_thirds: "1",
  },
  measure(see) {
    const rows: ({ of: number; by: number } & Concentration)[] = [];
    for (let of = 0; of < quantities.length; of++) {
      const byAccount = columnOf(see, quantities[of]);
      let before: Concentration | undefined;
      for (let by = 0; by < concentrationBy.length; by++) {
        const held = heldBy(see, byAccount, concentrationBy[by]);
        // Sums over those who hold something that are as many as these are the same amounts, and put in order already.
        if (before === undefined || holdersOf(held) !== before.holders) before = concentrationOf(held);
        rows.push({ of, by, ...before });
      }
    }
    return rows;
  },
});

/** Stake is what an account commands: its own and what is delegated to it. */
function columnOf(see: ProbeView, quantity: (typeof quantities)[number]): ProbeView["balances"] {
  if (quantity === "balance") return see.balances;
  const { stake, delegated } = see.accounts;
  if (quantity !== "stake") return see.accounts[quantity];
  const commanded = new Float64Array(see.accountCount);
  for (let a = 0; a < see.accountCount; a++) commanded[a] = stake[a] + delegated[a];
  return commanded;
}

function firstOf(values: ProbeView["balances"], count: number): Float64Array {
  const first = new Float64Array(count);
  for (let i = 0; i < count; i++) first[i] = values[i];
  return first;
}

type Holder = (typeof concentrationBy)[number];

function heldBy(see: ProbeView, byAccount: ProbeView["balances"], holder: Holder): Float64Array {
  const { accountCount, operatorCount, jurisdictionCount, accounts, operators } = see;
  switch (holder) {
    case "account":
      return firstOf(byAccount, accountCount);
    case "operator":
      return sumBy(byAccount, accounts.operator, accountCount, operatorCount);
    case "jurisdiction": {
      const byOperator = sumBy(byAccount, accounts.operator, accountCount, operatorCount);
      return sumBy(byOperator, operators.jurisdiction, operatorCount, jurisdictionCount);
    }
  }
}
