import type { EdgeView } from "./live-edges";
import type { SystemFacts } from "./system-facts";

/** One thing that needs somebody: what is so, and what it means or what to do. */
export type Finding = { tone: "danger" | "warn"; what: string; means: string };

type Saved = { readonly id: string; readonly name: string; readonly version: number };

/** Changes are promised everywhere within 5 s, even without the push channel. */
const LAG_MS = 5_000;
/** With it, within a second. */
const PROMISED_MS = 1_000;
const RECENT_MS = 600_000;
const LONG_TRANSACTION_MS = 60_000;
const FULL = 0.85;
const JOURNAL_BYTES = 256 * 1024 * 1024;
const BEHIND_MS = 30_000;
/** A change on its way is none that got lost. */
const SETTLED_MS = 3_000;

/**
 * What of these facts needs somebody, the worst first; pure.
 *
 * @param products Those in service, as saved.
 */
export function findingsOf(facts: SystemFacts, products: readonly Saved[]): Finding[] {
  const live = facts.edges.filter(({ isLive }) => isLive);
  const found: Finding[] = [
    ...(live.length === 0
      ? [
          danger(
            "No edge lives",
            "Every metered call is refused by nobody and answered by nobody. Start one.",
          ),
        ]
      : []),
    ...facts.edges.filter(({ isLive }) => !isLive).map(silent),
    ...live.flatMap((edge) => ofEdge(edge, facts, products)),
    ...ofDatabase(facts.database),
    ...facts.upstreams.flatMap(ofUpstream),
  ];
  return found.sort((a, b) => Number(b.tone === "danger") - Number(a.tone === "danger"));
}

function ofEdge(edge: EdgeView, facts: SystemFacts, products: readonly Saved[]): Finding[] {
  const { health } = edge;
  const who = nameOf(edge);
  if (health === null)
    return [warn(`${who} does not say how it is`, "It runs an older version, or has just begun.")];
  const { feed, journal, shared, shedding } = health;
  const found: Finding[] = [];
  if (!feed.isConnected || feed.lagMs > LAG_MS) {
    found.push(
      danger(
        `${who} has not heard of changes for ${seconds(feed.lagMs)}`,
        "A key that was disabled may still work there. Look at its way to the database.",
      ),
    );
  }
  const { applied } = health;
  if (
    applied !== null &&
    applied.tookMs > PROMISED_MS &&
    Date.parse(facts.readAt) - Date.parse(applied.at) < RECENT_MS
  ) {
    found.push(
      warn(
        `The latest change took ${count(applied.tookMs)} ms to reach ${who}`,
        "A second is promised. The edge, the database or the way between them is slow.",
      ),
    );
  }
  const stale = products.filter(({ id, version }) => (health.products[id] ?? 0) < version);
  if (
    stale.length > 0 &&
    feed.lagMs <= LAG_MS &&
    Date.parse(edge.startedAt) + SETTLED_MS < Date.parse(facts.readAt)
  ) {
    found.push(
      warn(
        `${who} does not go by the newest ${stale.map(({ name }) => name).join(", ")}`,
        "Its products are older than what was saved, or their upstream has no signing secret.",
      ),
    );
  }
  if (journal.droppedRecords > 0) {
    found.push(
      danger(
        `${who} has lost ${count(journal.droppedRecords)} counted calls`,
        "Its disk was full for too long. They are missing from analytics and quotas.",
      ),
    );
  }
  if (journal.heldRecords > 0)
    found.push(
      danger(`${who} cannot write its journal`, "Calls wait in memory. Look at its disk before it is full."),
    );
  if (journal.behindSince !== null && Date.parse(facts.readAt) - journal.behindSince > BEHIND_MS) {
    found.push(
      warn(
        `${who} has not counted calls for ${seconds(Date.parse(facts.readAt) - journal.behindSince)}`,
        "They wait in its journal. Analytics lag behind until the database takes them.",
      ),
    );
  } else if (journal.bytes > JOURNAL_BYTES)
    found.push(warn(`The journal of ${who} is large`, "It counts more slowly than calls come in."));
  if (shared !== null && shared.away > 0) {
    found.push(
      danger(
        `${who} cannot reach Redis`,
        "Until it can, limits hold by this instance's share: nobody gets more, some get less.",
      ),
    );
  }
  if (facts.isShared && shared === null)
    found.push(warn(`${who} does not share its limits`, "It runs without REDIS_URL, the dashboard with it."));
  if (shedding > 0)
    found.push(
      warn(`${who} is overloaded`, "It refuses calls with 503, the lowest billing types first. Add an edge."),
    );
  if (edge.version !== facts.version)
    found.push(
      warn(
        `${who} runs ${edge.version === "" ? "an older version" : edge.version}`,
        `This dashboard runs ${facts.version}.`,
      ),
    );
  return found;
}

function ofDatabase({
  connections,
  maxConnections,
  longestMs,
  isReplica,
}: SystemFacts["database"]): Finding[] {
  const found: Finding[] = [];
  if (isReplica)
    found.push(
      danger(
        "The database is a replica",
        "Nothing can be changed or counted. Point DATABASE_URL to the primary.",
      ),
    );
  if (connections > maxConnections * FULL)
    found.push(
      warn(
        `The database has ${connections} of ${maxConnections} connections in use`,
        "At the limit, edges that start and changes fail. Raise max_connections or run fewer instances.",
      ),
    );
  if (longestMs > LONG_TRANSACTION_MS)
    found.push(
      warn(
        `A transaction has run for ${seconds(longestMs)}`,
        "Meanwhile old rows cannot be cleared away, and what it locked waits.",
      ),
    );
  return found;
}

function ofUpstream({ name, up, asked, products }: SystemFacts["upstreams"][number]): Finding[] {
  if (asked === up) return [];
  const means = `Calls of ${products.join(", ")} are answered with 502 or 504.`;
  return up === 0
    ? [danger(`${name} does not answer`, means)]
    : [warn(`${name} does not answer ${asked - up} of ${asked} edges`, means)];
}

function silent(edge: EdgeView): Finding {
  return warn(
    `${nameOf(edge)} fell silent without saying goodbye`,
    "It was killed, or is cut off from the database; then it goes on with what it knows.",
  );
}

function nameOf({ host, id }: EdgeView): string {
  return `Edge ${id.slice(-6)} on ${host}`;
}

const danger = (what: string, means: string): Finding => ({ tone: "danger", what, means });
const warn = (what: string, means: string): Finding => ({ tone: "warn", what, means });
const seconds = (ms: number) => `${count(Math.round(ms / 1000))} s`;
const count = (value: number) => value.toLocaleString("en");
