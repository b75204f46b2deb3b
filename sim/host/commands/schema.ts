/** `commonwatt schema`: the JSON Schema of scenario files. */
import { scenarioJsonSchema } from "../../scenario/json-schema.ts";
import { exitCodes } from "../complain.ts";
import { printJson, printLine } from "../terminal.ts";

export async function schemaCommand({ json = false }: { readonly json?: boolean }): Promise<number> {
  if (json) printJson(scenarioJsonSchema());
  else printLine(JSON.stringify(scenarioJsonSchema(), null, 2));
  return exitCodes.fine;
}
