/** Every rule that a scenario may name, slot by slot. A new rule is one file and one entry here. */
import * as z from "zod";
import type { Slots } from "../model/slots.ts";
import type { Mechanism } from "./mechanism.ts";

// biome-ignore lint/suspicious/noExplicitAny: the union over all parameter schemas has no better name
type AnyMechanism<S extends keyof Slots> = Mechanism<S, string, any>;
export type Registry = { readonly [S in keyof Slots]: readonly AnyMechanism<S>[] };
