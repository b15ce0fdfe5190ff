import { fieldErrors } from "@/lib/actions/field-errors";
import { DomainError } from "@/lib/errors/domain-error";
import { Restrictions } from "@/lib/keys/restrictions-schema";
import type { EnforcementBody, RestrictionsBody } from "./key-body";

type Body = {
  restrictions?: RestrictionsBody | undefined;
  enforcement?: EnforcementBody | undefined;
  allowNoOrigin?: boolean | undefined;
};
type Mode = Restrictions["domain"]["mode"];

/** Whether a body says anything about restrictions. */
export function saysRestrictions({ restrictions, enforcement, allowNoOrigin }: Body): boolean {
  return restrictions !== undefined || enforcement !== undefined || allowNoOrigin !== undefined;
}

/**
 * All restrictions as they are wanted: what the body says, over what was there.
 *
 * A list that the body sets is enforced unless the body says otherwise, and off when it leaves nothing on it.
 * @throws {DomainError} `invalid_input`, by the names of the body.
 */
export function wantedRestrictions(before: Restrictions, body: Body): Restrictions {
  const { domains, ips, userAgents, countries, hours } = body.restrictions ?? {};
  const said = body.enforcement ?? {};
  const domain = {
    allow: domains ?? before.domain.allow,
    allowMissing: body.allowNoOrigin ?? before.domain.allowMissing,
  };
  const ip = over(before.ip, ips);
  const userAgent = {
    ...over(before.userAgent, userAgents),
    denyKnownBots: userAgents?.denyKnownBots ?? before.userAgent.denyKnownBots,
  };
  const country = over(before.country, countries);
  const windows = hours?.windows ?? before.hours.windows;
  const parsed = Restrictions.safeParse({
    domain: { ...domain, mode: modeOf(said.domains, domains, domain.allow.length, before.domain.mode) },
    ip: { ...ip, mode: modeOf(said.ips, ips, sizeOf(ip), before.ip.mode) },
    userAgent: {
      ...userAgent,
      mode: modeOf(
        said.userAgents,
        userAgents,
        sizeOf(userAgent) + Number(userAgents?.denyKnownBots ?? false),
        before.userAgent.mode,
      ),
    },
    country: { ...country, mode: modeOf(said.countries, countries, sizeOf(country), before.country.mode) },
    hours: {
      zone: hours?.timeZone ?? before.hours.zone,
      windows,
      mode: modeOf(said.hours, hours?.windows, windows.length, before.hours.mode),
    },
  });
  if (parsed.success) return parsed.data;
  throw new DomainError("invalid_input", { fields: restrictionFields(fieldErrors(parsed.error)) });
}

function modeOf(said: Mode | undefined, given: unknown, entries: number, before: Mode): Mode {
  if (said !== undefined) return said;
  if (given === undefined) return before;
  return entries === 0 ? "off" : "enforce";
}

type Lists = { allow: string[]; deny: string[] };

function over(
  before: Lists,
  given: { allow?: string[] | undefined; deny?: string[] | undefined } | undefined,
): Lists {
  return { allow: given?.allow ?? before.allow, deny: given?.deny ?? before.deny };
}

function sizeOf({ allow, deny }: Lists): number {
  return allow.length + deny.length;
}

const NAMES: readonly (readonly [inside: RegExp, outside: string])[] = [
  [/^(?:restrictions\.)?domain\.allow/, "restrictions.domains"],
  [/^(?:restrictions\.)?ip(?=\.|$)/, "restrictions.ips"],
  [/^(?:restrictions\.)?userAgent(?=\.|$)/, "restrictions.userAgents"],
  [/^(?:restrictions\.)?country(?=\.|$)/, "restrictions.countries"],
  [/^(?:restrictions\.)?hours\.zone/, "restrictions.hours.timeZone"],
  [/^(?:restrictions\.)?hours(?=\.|$)/, "restrictions.hours"],
];

/** Field errors of `Restrictions` under the names that the API has for them; others are left as they are. */
export function restrictionFields(fields: Record<string, string[]>): Record<string, string[]> {
  const named: Record<string, string[]> = {};
  for (const [inside, sentences] of Object.entries(fields)) {
    const [pattern, outside] = NAMES.find(([candidate]) => candidate.test(inside)) ?? [];
    const name = pattern === undefined || outside === undefined ? inside : inside.replace(pattern, outside);
    named[name] = [...(named[name] ?? []), ...sentences];
  }
  return named;
}
