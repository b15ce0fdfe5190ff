// Lighthouse as a desktop sees a page, from the package that only the bench installs.
const GOAL = 95;
// One run says as much about the machine as about the page.
const RUNS = 3;
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;
const TIMES = [
  ["first-contentful-paint", "FCP"],
  ["largest-contentful-paint", "LCP"],
  ["speed-index", "SI"],
  ["total-blocking-time", "TBT"],
  ["cumulative-layout-shift", "CLS"],
] as const;

export type ScoredPage = {
  name: string;
  url: string;
  /** Of somebody who is signed in. */
  cookie?: string;
  /** Search engines are to find it; pages behind a session are for none. */
  isFound?: true;
};

type Category = (typeof CATEGORIES)[number];
type AuditRef = { id: string; weight: number };
type Audit = { title: string; score: number | null; displayValue?: string };
type Report = {
  categories: Record<string, { score: number | null; auditRefs: readonly AuditRef[] } | undefined>;
  audits: Record<string, Audit | undefined>;
  /** How fast the machine was while it ran; a desktop that nothing else uses is at 1,500 or more. */
  environment: { benchmarkIndex: number };
};
type Lighthouse = (url: string, flags: object, config: object) => Promise<{ lhr: Report } | undefined>;

/** Prints the median scores of each page, with what is behind them; a score below the goal fails the bench. */
export async function lighthouse(port: number, pages: readonly ScoredPage[]): Promise<void> {
  const [run, config] = await Promise.all([
    load<Lighthouse>("./node_modules/lighthouse/core/index.js"),
    load<object>("./node_modules/lighthouse/core/config/desktop-config.js"),
  ]);
  console.log(
    `\nLighthouse, desktop, median of ${RUNS}${" ".repeat(12)}${CATEGORIES.map((name) => name.padStart(15)).join("")}`,
  );
  for (const { name, url, cookie, isFound = false } of pages) {
    const reports: Report[] = [];
    for (let i = 0; i < RUNS; i++) {
      const flags = {
        port,
        logLevel: "error",
        onlyCategories: CATEGORIES,
        disableStorageReset: true,
        ...(cookie === undefined ? {} : { extraHeaders: { Cookie: cookie } }),
      };
      const result = await run(url, flags, config);
      if (result === undefined) throw new Error(`Lighthouse has no report of ${name}.`);
      reports.push(result.lhr);
    }
    const medians = CATEGORIES.map((category) => median(reports, category));
    console.log(
      `${name.padEnd(44)}${medians.map((report, i) => String(scoreOf(report, CATEGORIES[i])).padStart(15)).join("")}`,
    );
    const performance = reports.map((report) => scoreOf(report, "performance")).join(", ");
    const speeds = reports.map(({ environment }) => Math.round(environment.benchmarkIndex)).join(", ");
    console.log(
      `  performance ${performance} at machine speed ${speeds}; ${timesOf(median(reports, "performance"))}`,
    );
    for (const [i, report] of medians.entries()) {
      const category = CATEGORIES[i];
      if (category === undefined || (category === "seo" && !isFound)) continue;
      if (scoreOf(report, category) >= GOAL) continue;
      console.log(`  missed: ${category} below ${GOAL}: ${failuresOf(report, category)}`);
      process.exitCode = 1;
    }
  }
}

async function load<T>(path: string): Promise<T> {
  return ((await import(path)) as { default: T }).default;
}

function scoreOf({ categories }: Report, category: Category | undefined): number {
  return Math.round((categories[category ?? ""]?.score ?? 0) * 100);
}

function median(reports: readonly Report[], category: Category): Report {
  const sorted = reports.toSorted((a, b) => scoreOf(a, category) - scoreOf(b, category));
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error("No runs, no median.");
  return middle;
}

function timesOf({ audits }: Report): string {
  return TIMES.map(([id, short]) => `${short} ${audits[id]?.displayValue ?? "?"}`).join(", ");
}

/** What of a category is not as it should be, the heaviest first. */
function failuresOf({ categories, audits }: Report, category: Category): string {
  return (categories[category]?.auditRefs ?? [])
    .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ id }) => `${audits[id]?.title} ${audits[id]?.displayValue ?? ""}`.trim())
    .join("; ");
}
