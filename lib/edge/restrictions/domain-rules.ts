import type { CompiledRestriction } from "../ports";
import { type CallDomain, formatDomain } from "./call-domain";
import { type DomainPattern, formatDomainPattern } from "./domain-pattern";
import { ruleText } from "./rule-text";

/** Ports by host; null: any port. */
type Ports = Map<string, Set<number> | null>;

/**
 * Domains to hold a site against, whole labels only: `*.example.com` holds `a.example.com` and `a.b.example.com`, neither
 * `example.com` nor `evil-example.com`. One look-up per label, however many patterns there are.
 */
export class DomainSet {
  readonly #exact: Ports = new Map();
  readonly #parents: Ports = new Map();

  constructor(patterns: readonly DomainPattern[]) {
    for (const { host, isWildcard, port } of patterns) {
      const ports = isWildcard ? this.#parents : this.#exact;
      const known = ports.get(host);
      if (port === null || known === null) ports.set(host, null);
      else ports.set(host, (known ?? new Set()).add(port));
    }
  }

  has({ host, port }: CallDomain): boolean {
    if (holds(this.#exact.get(host), port)) return true;
    if (this.#parents.size === 0 || host.startsWith(".") || host.includes("..")) return false;
    for (let dot = host.indexOf("."); dot !== -1; dot = host.indexOf(".", dot + 1)) {
      if (holds(this.#parents.get(host.slice(dot + 1)), port)) return true;
    }
    return false;
  }
}

function holds(ports: Set<number> | null | undefined, port: number | null): boolean {
  return ports === null || (ports !== undefined && port !== null && ports.has(port));
}

/** Refuses calls from a site that is not listed, and from none at all unless those are allowed. */
export function domainJudge(
  patterns: readonly DomainPattern[],
  allowMissing: boolean,
): CompiledRestriction["judge"] {
  const allowed = new DomainSet(patterns);
  const rule = ruleText("allow", patterns.map(formatDomainPattern));
  return (facts) => {
    const domain = facts.domain();
    if (domain === null) return allowMissing ? null : { saw: "none", rule };
    return allowed.has(domain) ? null : { saw: formatDomain(domain), rule };
  };
}
