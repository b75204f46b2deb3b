/** Inputs of a notebook: elements whose `value` a cell follows with `view(…)`. */

export interface SliderOptions {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  /** How the value is shown beside the slider. */
  readonly format?: (value: number) => string;
}

type Valued<T> = HTMLElement & { value: T };

export function slider({ label, min, max, step, value, format = String }: SliderOptions): Valued<number> {
  const range = element("input", { type: "range", min, max, step, value });
  const shown = document.createElement("output");
  shown.textContent = format(value);
  const whole = labelled(label, range, shown) as unknown as Valued<number>;
  whole.value = value;
  range.addEventListener("input", () => {
    whole.value = range.valueAsNumber;
    shown.textContent = format(whole.value);
  });
  return whole;
}

/** A menu; the first entry is chosen. */
export function menu(label: string, names: readonly string[]): Valued<string> {
  const select = document.createElement("select");
  for (const name of names) select.append(new Option(name));
  const whole = labelled(label, select) as unknown as Valued<string>;
  whole.value = names[0] ?? "";
  select.addEventListener("input", () => {
    whole.value = select.value;
  });
  return whole;
}

/** A number, or one as text: with a sign, thousands set off, a per cent. */
const numeric = /^[−-]?\d[\d,]*(\.\d+)?( ?%)?$/;

/** Beyond this a cell's text may be broken into lines. [character] */
const wordsLength = 26;

/** A table of plain cells: texts to the left, numbers to the right, each heading as its column. */
export function table(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): HTMLTableElement {
  const whole = document.createElement("table");
  const head = whole.createTHead().insertRow();
  columns.forEach((column, k) => {
    const heading = Object.assign(document.createElement("th"), { textContent: column });
    if (rows.length > 0 && rows.every((row) => numeric.test(String(row[k])))) heading.style.textAlign = "right";
    head.append(heading);
  });
  const body = whole.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const value of row) {
      const cell = line.insertCell();
      cell.textContent = String(value).replace(/^-(?=\d)/, "−");
      const isNumeric = numeric.test(String(value));
      if (isNumeric) cell.style.textAlign = "right";
      // A short text keeps its line; a sentence may break.
      if (isNumeric || String(value).length < wordsLength) cell.style.whiteSpace = "nowrap";
    }
  }
  return whole;
}

function labelled(label: string, ...children: readonly HTMLElement[]): HTMLLabelElement {
  const whole = document.createElement("label");
  const name = document.createElement("span");
  name.textContent = label;
  whole.append(name, ...children);
  return whole;
}

function element(name: "input", attributes: Readonly<Record<string, string | number>>): HTMLInputElement {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  return made;
}
