/** Families of the serving hardware that are formulas only. */
import * as z from "zod";
import { type DecodeStep, decodeStepSeconds, kvBytesPerToken, tokensPerSecond } from "../exact/roofline.ts";
import { family } from "../family.ts";

const positive = z.number().positive();

export const rooflineDecode = family<DecodeStep>({
  id: "ROOF",
  summary: "Decode step of a dense transformer on a roofline",
  params: z
    .strictObject({
      case: z.string().optional(),
      P: positive,
      L: positive,
      kvh: positive,
      hd: positive,
      bytes_w: positive,
      bytes_kv: positive,
      bw: positive,
      fl: positive,
      batch: positive,
      ctx: z.number().min(0),
    })
    .transform((at) => ({
      parameters: at.P,
      layers: at.L,
      kvHeads: at.kvh,
      headDimension: at.hd,
      bytesPerWeight: at.bytes_w,
      bytesPerKv: at.bytes_kv,
      bandwidth: at.bw,
      flops: at.fl,
      batch: at.batch,
      context: at.ctx,
    })),
  solve(step, metric) {
    if (metric === "kv_per_token") return kvBytesPerToken(step);
    if (metric === "t_step") return decodeStepSeconds(step);
    if (metric === "tok_s") return tokensPerSecond(step);
    return null;
  },
  simulate: () => null,
});
