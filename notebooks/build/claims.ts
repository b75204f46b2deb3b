/**
 * `npm run notebooks -- claims c2 c9`: the study of each claim as `notebooks/claims/<id>.yaml` would have it, run by the command line,
 * and a page of its own from `notebooks/claims/template.html`: results/notebooks/claims/<id>.html.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Answer } from "./offline.ts";
import { notebooks, onePage, root } from "./page.ts";
import { openStore } from "./rows.ts";

const studies = join(notebooks, "claims");

export interface ClaimNotebooks {
  /** Folder of the studies; `notebooks/claims` when left out. */
  readonly from?: string;
  readonly stores?: string;
  readonly pages?: string;
}

/** @param ids  c1 …; all when empty @returns paths of the pages @throws Error with what the command line said when a study fails */
export async function buildClaimNotebooks(ids: readonly string[], places: ClaimNotebooks = {}): Promise<string[]> {
  const {
    from = studies,
    stores = join(root, ".cache/notebooks/claims"),
    pages = join(root, "results/notebooks/claims"),
  } = places;
  const there = readdirSync(from).filter((name) => /^c\d+\.yaml$/.test(name));
  const wanted = ids.length > 0 ? ids : there.map((name) => basename(name, ".yaml")).sort();
  mkdirSync(pages, { recursive: true });
  runStudies(wanted, from, stores);
  const answer: Answer = async (database, sql) => {
    const store = await openStore(join(stores, database), root);
    try {
      return await store.rows(sql);
    } finally {
      store.close();
    }
  };
  const made: string[] = [];
  for (const id of wanted) {
    const page = join(pages, `${id}.html`);
    writeFileSync(page, withNavigation(await filled(id, answer), id, [...new Set([...wanted, ...pagesIn(pages)])]));
    process.stderr.write(`${page}\n`);
    made.push(page);
  }
  return made;
}

function pagesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^c\d+\.html$/.test(name))
    .map((name) => basename(name, ".html"));
}

/** Instead of the notebooks, which lie elsewhere or were not built, the claims that were. */
function withNavigation(page: string, own: string, ids: readonly string[]): string {
  const number = (id: string) => Number(id.slice(1));
  const links = [...ids]
    .sort((a, b) => number(a) - number(b))
    .map((id) => `<a href="${id}.html"${id === own ? ' aria-current="page"' : ""}>Claim ${number(id)}</a>`);
  const found = page.replace(/<nav [\s\S]*?<\/nav>/, `<nav aria-label="Claims">${links.join("\n")}</nav>`);
  if (found === page) throw new Error(`${own}: the page has no navigation to replace`);
  return found;
}

function runStudies(ids: readonly string[], from: string, stores: string): void {
  const words = ["claims", "--studies", from, "--only", ids.join(","), "--folder", stores, "--no-pdf"];
  const { status } = spawnSync(process.execPath, [join(root, "sim/host/commonwatt.mjs"), ...words], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error(`commonwatt ${words.join(" ")} ended with ${status}`);
}

/** The template with the claim's number, as a file beside it for as long as the page is built: its imports are relative. */
async function filled(id: string, answer: Answer): Promise<string> {
  const file = join(studies, `${id}.html`);
  const template = readFileSync(join(studies, "template.html"), "utf8");
  writeFileSync(file, template.replaceAll("{{id}}", id).replaceAll("{{number}}", id.slice(1)));
  try {
    return await onePage(`claims/${id}`, answer);
  } finally {
    rmSync(file, { force: true });
  }
}
