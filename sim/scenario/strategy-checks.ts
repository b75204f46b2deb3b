/** What the section `economy.strategies` must say to make sense as a whole. */
import type { Misfit } from "./checks.ts";
import { showNumber } from "./units.ts";

interface Strategic {
  readonly behaviours?: { readonly shares: Readonly<Partial<Record<string, number>>> };
  readonly economy?:
    | { readonly strategies?: Section | undefined; readonly coalitions?: object | undefined }
    | undefined;
}
interface Section {
  readonly menu: readonly { readonly name?: string | undefined; readonly strategy: string; readonly start: number }[];
}

export function strategiesFit({ economy, behaviours }: Strategic): Misfit[] {
  const section = economy?.strategies;
  if (section === undefined) {
    if (economy?.coalitions === undefined) return [];
    const message = "rests on what operators do, but there is no economy.strategies";
    const remedy = 'write one, such as "strategies: { menu: [{ strategy: honest, name: plain }] }"';
    return [{ path: ["economy", "coalitions"], message: `${message} — ${remedy}` }];
  }
  const found: Misfit[] = [];
  const start = section.menu.reduce((sum, entry) => sum + entry.start, 0);
  if (start > 1) {
    const message = `shares of ${showNumber(start * 100)} % in all begin with something: no more than 100 % can`;
    found.push({
      path: ["economy", "strategies", "menu"],
      message: `${message} — bring the sum of start to 100 % or below`,
    });
  }
  const names = ["honest", ...section.menu.map(({ name, strategy }) => name ?? strategy)];
  section.menu.forEach((_, i) => {
    if (names.indexOf(names[i + 1] as string) > i) return;
    const message = `"${names[i + 1]}" is the name of another entry, or of honest work — give it a name of its own`;
    found.push({ path: ["economy", "strategies", "menu", i, "name"], message });
  });
  if (Object.values(behaviours?.shares ?? {}).some((share) => (share ?? 0) > 0)) {
    const message = "says what operators do, and so does economy.strategies";
    found.push({
      path: ["behaviours", "shares"],
      message: `${message} — write it as an entry of the menu with a start`,
    });
  }
  return found;
}
