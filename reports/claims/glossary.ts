/** Words that a reader of the claims' pages may not know, in plain English. */
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
  { word: "paired", meaning: "Both variants met the same arrivals, failures and shocks, so that chance cancels." },
  { word: "placebo", meaning: "A change that must not matter. If it seems to, the study is wrong." },
  { word: "pool", meaning: "Owners who share what they win and lose, and follow whoever runs it." },
  { word: "replication", meaning: "The same simulation again, with other chance events." },
  { word: "warm-up", meaning: "The first epochs, left out because the start is arbitrary." },
  { word: "world", meaning: "One draw of the uncertain assumptions from their ranges." },
];
