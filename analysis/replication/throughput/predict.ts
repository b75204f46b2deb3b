/** What the roofline says about a published measurement. */
import { hardware } from "../../../sim/model/catalogue/hardware.ts";
import { languageModels } from "../../../sim/model/catalogue/language-models.ts";
import { rowOf } from "../../../sim/model/catalogue/rows.ts";
import {
  capacityTokensPerSecond,
  decodeStepSeconds,
  prefillSeconds,
  type Server,
  servingDefaults,
} from "../../../sim/model/roofline.ts";
import type { Measurement, Published } from "./published.ts";

/**
 * Most requests in a batch under load: trtllm-bench's max_batch_size, assumed at 2048; its documents do not state it.
 */
const loadBatchLimit = 2048;

/** In the unit of the row: [token/s], for "first-token" [ms]. */
export function predict(row: Published): number {
  return predictOn(serverOf(row), row.measurement);
}

export function serverOf({ hardware: card, cards, model, weightBytes, cache }: Published): Server {
  const listed = rowOf(languageModels, model);
  const bytesPerWeight = weightBytes === undefined ? listed.bytesPerWeight : weightBytes / listed.parameters;
  return {
    hardware: rowOf(hardware, card),
    cards,
    model: { ...listed, bytesPerWeight },
    settings: { ...servingDefaults, batchLimit: loadBatchLimit, cacheFactor: cache === "fp8" ? 0.5 : 1 },
  };
}

function predictOn(server: Server, measured: Measurement): number {
  switch (measured.kind) {
    case "decode":
      return measured.batch / decodeStepSeconds(server, measured.batch, measured.context);
    case "prefill":
      return measured.prompt / prefillSeconds(server, measured.prompt);
    case "first-token":
      return prefillSeconds(server, measured.prompt) * 1000;
    case "static": {
      const { batch, prompt, output } = measured;
      const decoding = output * decodeStepSeconds(server, batch, prompt + output / 2);
      return (batch * output) / (prefillSeconds(server, batch * prompt) + decoding);
    }
    case "load":
      return capacityTokensPerSecond(server, measured.prompt, measured.output);
  }
}
