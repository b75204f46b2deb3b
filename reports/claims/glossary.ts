/** Words that a reader of the claims' pages may not know, in plain English. */
import { sizeWords } from "../../sim/store/buyer-sizes.ts";
export const glossary: readonly { readonly word: string; readonly meaning: string }[] = [
  {
    word: "95% interval",
    meaning: "Repeated with other chance events, 95 of 100 such intervals would hold the model’s mean.",
  },
  {
    word: "case against",
    meaning: "The situation in which the claim should fail if it can fail; stated before the runs.",
  },
  {
    word: "certainty",
    meaning: "How far we trust a finding: high, moderate, low or very low, lowered for stated reasons.",
  },
  { word: "delegation", meaning: "Holders without machines lend their votes to an account that has them." },
  {
    word: "epoch",
    meaning: "The period after which work is counted and paid: a day, a week or four weeks, as the study has it.",
  },
  {
    word: "HHI",
    meaning:
      "Herfindahl–Hirschman index, the sum of squared shares; 1 is one holder, 0.1 as concentrated as ten equal ones.",
  },
  {
    word: "Lerner index",
    meaning: "The part of a price that is above cost: at 0.3, thirty cents of each dollar.",
  },
  { word: "owner", meaning: "Who really has the machines, whatever number of accounts the network sees." },
  {
    word: "imprecision",
    meaning: "A reason for less certainty: the runs do not tell a difference that matters from one that does not.",
  },
  { word: "inconsistency", meaning: "A reason for less certainty: it holds in some worlds and not in others." },
  {
    word: "indirectness",
    meaning: "A reason for less certainty: the model answers a narrower question than the claim asks.",
  },
  {
    word: "p-value",
    meaning: "How often chance alone would show a difference as large; small is hard to explain by chance.",
  },
  { word: "paired", meaning: "Both variants met the same arrivals, failures and shocks, so that chance cancels." },
  { word: "placebo", meaning: "A change that must not matter. If it seems to, the study is wrong." },
  { word: "pool", meaning: "Owners who share what they win and lose, and follow whoever runs it." },
  { word: "replication", meaning: "The same simulation again, with other chance events." },
  {
    word: "risk of bias",
    meaning: "A reason for less certainty: inputs are judged, parts were not checked, or the placebo moved.",
  },
  { word: "warm-up", meaning: "The first epochs, left out because the start is arbitrary." },
  { word: "world", meaning: "One draw of the uncertain assumptions from their ranges." },
];

/** What an outcome tells, where its definition is in terms of the field. By its id. */
export const plainMeanings: Readonly<Record<string, string>> = {
  "host-profit":
    "What the network’s owners take in for an hour of an H100, or of as much of another card, less all that it costs them, wear and interest included",
  "cloud-markup": "The part of clouds’ prices that is above their cost: at 0.3, thirty cents of each dollar",
  "nakamoto-control-votes":
    "How few parties together hold more than half of the votes; a pool or another coalition counts as one",
  "maker-hhi":
    "In how few hands the making of accelerators is, as the sum of squared shares: 1 is one maker, 0.1 is like ten equal ones",
  "compute-cost-fall":
    "How many times cheaper it gets to make compute from the first quarter to the last: 2 is half the cost",
  "size-return":
    "How much more the larger earn for a dollar of cost: at 0 size does not pay; at 0.1 an owner ten times as large earns a quarter more for each dollar",
  "chip-price-gap":
    "What small buyers pay for an accelerator over what the largest pay in the same quarter, for those that they buy: at 1 they pay the same, at 1.5 half as much again",
  "chip-wait": `Days from order to delivery, on average, of buyers who hold ${sizeWords.small} cards such as the H100`,
};
