/**
 * Looks at one other operator, drawn evenly, and does as that one does with a chance that grows with how much more it earns for a unit of
 * capacity. Pay by account is public; that operators know of each other what they do is an assumption.
 *
 *   P(copy) = max(0, pay of the other − own pay) / max(|pay of the other|, |own pay|)
 */
import * as z from "zod";
import { revision } from "./revision.ts";

export default revision({
  id: "imitation",
  summary: "Does as another does that earns more, the more so the more it earns.",
  equation: "P(copy) = (π other − π own)⁺ / max(|π other|, |π own|)",
  source: [
    { cite: "Schlag, Why Imitate, and If So, How?, Journal of Economic Theory 78, 1998", at: "proportional imitation" },
  ],
  params: z.strictObject({}),
  create: () => ({
    learning: 0,
    choose({ current, other: { option, pay, own } }, draw) {
      const size = Math.max(Math.abs(pay), Math.abs(own));
      return size > 0 && draw(0) < (pay - own) / size ? option : current;
    },
  }),
});
