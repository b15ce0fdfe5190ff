import { db } from "@/lib/db/client";
import { SECRET_LENGTH, SECRET_PREFIX } from "@/lib/edge/secret-format";
import { env } from "@/lib/env";
import { TOKEN_PREFIXES } from "@/lib/management/token-format";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { GITHUB } from "./take-github";

/** Somebody who may report with a token. Times are ISO 8601. */
export type ReporterItem = {
  id: string;
  name: string;
  /** Four characters after `kwl_`: all that is kept of the token. */
  head: string;
  createdAt: string;
  lastUsedAt: string | null;
  lastUsedIp: string | null;
  revokedAt: string | null;
  /** Secrets of this installation that they found. */
  found: number;
};

/** How leaks are reported to this installation, and by whom. */
export type Intake = {
  /** A regular expression that finds keys' secrets and management tokens of this installation, for whoever scans. */
  pattern: string;
  githubUrl: string;
  reportUrl: string;
  /** Where the keys are published that GitHub's reports are checked against. */
  keysUrl: string;
  /** Secrets of this installation that GitHub found, and when it last did; ISO 8601. */
  github: { found: number; lastAt: string | null };
  /** Findings that wait to be looked up. */
  waiting: number;
  reporters: ReporterItem[];
};

const LISTED = 200;

/** Everything about the intake, the newest reporters first, the last 200 of them. @throws {DomainError} `forbidden`. */
export async function getIntake(ctx: StaffContext): Promise<Intake> {
  requireStaff(ctx, "settings:manage");
  const [reporters, counts, waiting] = await Promise.all([
    db.leakReporter.findMany({
      select: {
        id: true,
        name: true,
        head: true,
        createdAt: true,
        lastUsedAt: true,
        lastUsedIp: true,
        revokedAt: true,
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: LISTED,
    }),
    db.leakFinding.groupBy({
      by: ["source"],
      where: { orgId: { not: null } },
      _count: true,
      _max: { receivedAt: true },
    }),
    db.leakFinding.count({ where: { dueAt: { not: null } } }),
  ]);
  const countOf = new Map(counts.map((row) => [row.source, row]));
  const { PUBLIC_URL, LEAK_KEYS_URL } = env();
  return {
    pattern: `(${SECRET_PREFIX}|${TOKEN_PREFIXES.management})[0-9A-Za-z]{${SECRET_LENGTH - SECRET_PREFIX.length}}`,
    githubUrl: `${PUBLIC_URL}/api/leaks/github`,
    reportUrl: `${PUBLIC_URL}/api/leaks`,
    keysUrl: LEAK_KEYS_URL,
    github: {
      found: countOf.get(GITHUB)?._count ?? 0,
      lastAt: countOf.get(GITHUB)?._max.receivedAt?.toISOString() ?? null,
    },
    waiting,
    reporters: reporters.map(({ createdAt, lastUsedAt, revokedAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
      revokedAt: revokedAt?.toISOString() ?? null,
      found: countOf.get(row.name)?._count ?? 0,
    })),
  };
}
