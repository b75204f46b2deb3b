/** The figures of the report, by question. A new one is a file beside these and a line here. */
import type { Absent, Figure } from "../page/figure.ts";
import { accelerators } from "./figures/accelerators.ts";
import { acceleratorsBySize } from "./figures/accelerators-by-size.ts";
import { concentration } from "./figures/concentration.ts";
import { control } from "./figures/control.ts";
import { detection } from "./figures/detection.ts";
import { fleet } from "./figures/fleet.ts";
import { halfOfRewards } from "./figures/half-of-rewards.ts";
import { jurisdictions } from "./figures/jurisdictions.ts";
import { latency } from "./figures/latency.ts";
import { lorenz } from "./figures/lorenz.ts";
import { misses } from "./figures/misses.ts";
import { observed } from "./figures/observed.ts";
import { operators } from "./figures/operators.ts";
import { outages } from "./figures/outages.ts";
import { clientsHit, placesHit } from "./figures/places-hit.ts";
import { price } from "./figures/price.ts";
import { pricesOfWork } from "./figures/prices-of-work.ts";
import { rewardBySize } from "./figures/reward-by-size.ts";
import { roc } from "./figures/roc.ts";
import { served } from "./figures/served.ts";
import { severity } from "./figures/severity.ts";
import { strategies } from "./figures/strategies.ts";
import { utilization } from "./figures/utilization.ts";
import type { ReportData } from "./rows.ts";

export interface Chapter {
  readonly id: string;
  readonly title: string;
  /** Undefined: the scenario has none of what the figure is about. */
  readonly figures: readonly ((data: ReportData) => Figure | Absent | undefined)[];
}

export const chapters: readonly Chapter[] = [
  { id: "published", title: "Does it make what was published?", figures: [observed] },
  { id: "service", title: "Did it serve?", figures: [served, misses, latency] },
  { id: "market", title: "At what price, and how busy?", figures: [price, utilization] },
  { id: "hands", title: "In how few hands?", figures: [halfOfRewards, concentration, control, lorenz, rewardBySize] },
  { id: "honesty", title: "Was cheap work found out?", figures: [detection, severity, roc] },
  {
    id: "economy",
    title: "What did operators, clients and states do?",
    figures: [operators, strategies, pricesOfWork, placesHit, clientsHit, accelerators, acceleratorsBySize],
  },
  { id: "places", title: "Where, on which machines, and what failed?", figures: [jurisdictions, fleet, outages] },
];
