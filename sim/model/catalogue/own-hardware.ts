/**
 * The hardware of one scenario: the published cards, and behind them those that the scenario itself describes.
 *
 * An own card says what the roofline needs. What else is asked of a card — how it rounds, what export rules and deposits make of
 * it, where its maker sells it — is that of the published card that it is `like`.
 */
import type { Efficiency, HardwareClass, HardwareModel, NodeClass } from "./facts.ts";
import { hardware, hardwareIds } from "./hardware.ts";
import { nodeClasses } from "./node-classes.ts";
import { type Product, productOf } from "./products.ts";

/** Places for cards that a scenario describes; the store's labels must be known before any scenario is. */
export const ownIds = ["own-1", "own-2", "own-3", "own-4"] as const;
export type OwnId = (typeof ownIds)[number];

/** Every name that a card may have: the published ones, then the scenario's own, by index. */
export const cardIds = [...hardwareIds, ...ownIds] as const;

/** A card as a scenario describes it. */
export interface OwnCard {
  readonly name: string;
  /** Id of a published card. */
  readonly like: string;
  readonly class?: HardwareClass | undefined;
  /** [TFLOP/s]; undefined where the card lacks the format. */
  readonly bf16: number;
  readonly fp8?: number | undefined;
  readonly int8?: number | undefined;
  readonly fp4?: number | undefined;
  /** [GB], [GB/s], [GB/s], [W], [USD] */
  readonly memory: number;
  readonly bandwidth: number;
  readonly link: number;
  readonly power: number;
  readonly price: number;
  /** `layer` and `exchange` in µs; absent: that of its class. */
  readonly efficiency?:
    | (Pick<Efficiency, "mfu" | "mbu" | "unpacking"> & { readonly layer: number; readonly exchange: number })
    | undefined;
  /** Weight among the cards of a class of host, whose published weights sum to about 1. */
  readonly classes?: Readonly<Partial<Record<string, number>>> | undefined;
  readonly source: string;
}

export type OwnCards = Readonly<Partial<Record<OwnId, OwnCard | undefined>>>;

export interface HardwareCatalogue {
  /** By index; the published cards come first, so that their index is the same in every scenario. */
  readonly models: readonly HardwareModel[];
  readonly products: readonly Product[];
  /** Index of the published card whose further facts are the card's; its own for a published card. */
  readonly like: readonly number[];
  /** Classes of host by their index, with the scenario's cards in their mixes. */
  readonly classes: readonly NodeClass[];
  /** Cards in the mix of each class, by index. */
  readonly mixes: readonly (readonly number[])[];
}

/** @throws RangeError when a card is like none that was published */
export function catalogueWith(own: OwnCards): HardwareCatalogue {
  // The places are taken from the first on, without a gap: `scenario/own-cards.ts` sees to it.
  const described = ownIds.flatMap((id) => (own[id] === undefined ? [] : [{ id, card: own[id] }]));
  const models = [...hardware, ...described.map(({ id, card }) => modelOf(id, card))];
  const classes = nodeClasses.map((kind) => {
    const own = described.flatMap(({ id, card }) => {
      const weight = card.classes?.[kind.id] ?? 0;
      return weight > 0 ? [[id, weight]] : [];
    });
    return own.length === 0 ? kind : { ...kind, hardware: { ...kind.hardware, ...Object.fromEntries(own) } };
  });
  return {
    models,
    classes,
    mixes: classes.map((kind) => models.flatMap(({ id }, h) => ((kind.hardware[id] ?? 0) > 0 ? [h] : []))),
    products: models.map(productOf),
    like: [...hardware.keys(), ...described.map(({ card }) => published(card.like))],
  };
}

function published(id: string): number {
  const index = (hardwareIds as readonly string[]).indexOf(id);
  if (index < 0) throw new RangeError(`no published card "${id}"`);
  return index;
}

function modelOf(id: OwnId, card: OwnCard): HardwareModel {
  const like = hardware[published(card.like)];
  return {
    id,
    name: card.name,
    vendor: like.vendor,
    class: card.class ?? like.class,
    released: like.released,
    bf16Tflops: card.bf16,
    fp8Tflops: card.fp8 ?? Number.NaN,
    int8Tops: card.int8 ?? Number.NaN,
    fp4Tflops: card.fp4 ?? Number.NaN,
    memoryGb: card.memory,
    bandwidthGbs: card.bandwidth,
    linkGbs: card.link,
    powerW: card.power,
    launchUsd: card.price,
    streetUsd: card.price,
    ...(card.efficiency === undefined ? {} : { efficiency: efficiencyOf(card.efficiency) }),
    source: card.source,
    confidence: "low",
  };
}

function efficiencyOf({ layer, exchange, ...rest }: NonNullable<OwnCard["efficiency"]>): Efficiency {
  return { ...rest, layerUs: layer, exchangeUs: exchange };
}
