/** The local adapter as a card that a scenario may describe: what its kernels reached, in the words of `network.hardware`. */
import type { Calibration } from "./calibrate.ts";
import type { AdapterFacts } from "./device.ts";

/** What no program can ask an adapter. Quantities with their units, as in scenario files. */
export interface GivenFacts {
  readonly memory: string;
  readonly power: string;
  readonly price: string;
  /** Published card whose rounding and export rules it shares. */
  readonly like: string;
  /** Day of the measurement, as the source is to say it. */
  readonly date: string;
}

/** A card's fields as they stand in a scenario file. */
export interface MeasuredCard {
  readonly name: string;
  readonly like: string;
  readonly bf16: string;
  readonly memory: string;
  readonly bandwidth: string;
  readonly power: string;
  readonly price: string;
  readonly efficiency: {
    readonly mfu: number;
    readonly mbu: number;
    readonly unpacking: number;
    readonly layer: string;
  };
  readonly source: string;
}

/** Dispatches of a layer in a fused decode step: input of attention, attention, its output, gated unit, down. */
const dispatchesPerLayer = 5;

/**
 * bf16 is what the product reached, so mfu is 1: an adapter does not say its peak. Bandwidth is that of the copy, or of decoding where that is
 * faster; mbu is decoding over it.
 */
export function measuredCard(facts: AdapterFacts, calibration: Calibration, given: GivenFacts): MeasuredCard {
  const { copyBytesPerSecond, decodeBf16BytesPerSecond, decodeInt4BytesPerSecond, prefillFlopsPerSecond } = calibration;
  const bandwidth = Math.max(copyBytesPerSecond, decodeBf16BytesPerSecond);
  const side = calibration.productSide;
  return {
    name: facts.description || facts.device,
    like: given.like,
    bf16: `${rounded(prefillFlopsPerSecond / 1e12)} TFLOP/s`,
    memory: given.memory,
    bandwidth: `${rounded(bandwidth / 1e9)} GB/s`,
    power: given.power,
    price: given.price,
    efficiency: {
      mfu: 1,
      mbu: rounded(decodeBf16BytesPerSecond / bandwidth),
      unpacking: rounded(Math.max(1, decodeBf16BytesPerSecond / decodeInt4BytesPerSecond)),
      layer: `${rounded(dispatchesPerLayer * calibration.dispatchSeconds * 1e6)} µs`,
    },
    source:
      `measured with this project's kernels on ${given.date}: f32 product of ${side} × ${side} × ${side} (${calibration.productVariant}), ` +
      "copy, bf16 and int4 vectors, dispatch; memory, power and price given by hand",
  };
}

/** The software adapter sums and stores in f32 without fusing roundings, as the desktops' profile does; GPUs by maker. */
export function likeOf({ isSoftware, vendor }: AdapterFacts): string {
  if (isSoftware || vendor === "apple") return "m2-ultra";
  return vendor === "amd" ? "rx7900xtx" : "rtx4090";
}

/** To four digits. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
