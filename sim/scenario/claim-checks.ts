/** What must be stated before a claim can be judged: what decides, what speaks against it, what must show nothing, where ranges are from. */
import type { Design } from "./design.ts";
import type { Problem } from "./problem.ts";
import { type Group, keyPlaceOf, placeOf } from "./tree.ts";

const needed = {
  main: "no hypothesis decides the claim",
  against: "no hypothesis is the strongest case against the claim",
  placebo: "no hypothesis is a placebo",
} as const;

/** @returns what is missing or idle, once each */
export function claimProblems(tree: Group, { claim, hypotheses = [], sweep }: Design): Problem[] {
  const roled = hypotheses.flatMap(({ role }, i) => (role === undefined ? [] : [i]));
  if (claim === undefined)
    return roled.slice(0, 1).map((i) => ({
      path: `hypotheses.${i}.role`,
      place: placeOf(tree, ["hypotheses", i, "role"]),
      message: "roles belong to claim studies",
      remedy: "remove it, or describe the claim under `claim`",
    }));
  const place = keyPlaceOf(tree, ["claim"]);
  const lacking = Object.entries(needed).flatMap(([role, message]) =>
    hypotheses.some((one) => one.role === role)
      ? []
      : [{ path: "claim", place, message, remedy: `give one of the hypotheses "role: ${role}"` }],
  );
  const moved = hypotheses.flatMap(({ role, direction }, i) =>
    role === "placebo" && direction !== "same"
      ? [
          {
            path: `hypotheses.${i}.direction`,
            place: placeOf(tree, ["hypotheses", i, "direction"]),
            message: "a placebo must change nothing",
            remedy: "write direction: same",
          },
        ]
      : [],
  );
  return [...lacking, ...moved, ...unsourced(tree, claim.assumptions, Object.keys(sweep?.sample?.ranges ?? {}))];
}

function unsourced(
  tree: Group,
  assumptions: readonly { readonly key?: string | undefined }[],
  ranges: readonly string[],
): Problem[] {
  const place = keyPlaceOf(tree, ["claim", "assumptions"]);
  const bare = ranges.filter((range) => !assumptions.some(({ key }) => key === range));
  const idle = assumptions.flatMap(({ key }) => (key !== undefined && !ranges.includes(key) ? [key] : []));
  return [
    ...bare.map((range) => ({
      path: "claim.assumptions",
      place,
      message: `the range of ${range} has no source`,
      remedy: `add an assumption with "key: ${range}"`,
    })),
    ...idle.map((key) => ({
      path: "claim.assumptions",
      place,
      message: `${key} is not sampled`,
      remedy: "leave the key out, or give it a range under sweep.sample.ranges",
    })),
  ];
}
