import { z } from "zod";
import { type Cidr, parseCidr } from "./edge/cidr";
import { withExternalKeys } from "./sealing/external-keys";

/** `2:<base64>,1:<base64>`: versioned 32-byte keys, the first one seals, all of them open. */
const keyring = z
  .string()
  .regex(/^\d+:[A-Za-z0-9+/]{43}=(,\d+:[A-Za-z0-9+/]{43}=)*$/, "expected <version>:<base64 of 32 bytes>[,…]");

const baseUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""));

const networks = z.string().transform((list, context) => {
  const texts = list.split(",").map((text) => text.trim());
  return texts.filter(Boolean).flatMap((text): Cidr[] => {
    const network = parseCidr(text);
    if (network === null) context.addIssue(`${text} is not an address range such as 10.0.0.0/8`);
    return network === null ? [] : [network];
  });
});

/** What an edge needs, and all a standalone one is given: nothing that opens a customer's secret or a session. */
const EdgeEnv = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  /** Address to listen on. The demo listens on loopback only. */
  HOST: z.string().default("0.0.0.0"),
  /** Where people reach the dashboard; links in mails and origin checks come from here, never from a request. */
  PUBLIC_URL: baseUrl,
  /** Where clients reach the edge, when that is another place than the dashboard: shown in what they copy. */
  EDGE_BASE_URL: baseUrl.optional(),
  DATABASE_URL: z.string().startsWith("postgres"),
  DATA_DIR: z.string().default(".data"),
  KEYWARD_PEPPER: keyring,
  KEYWARD_EDGE_KEY: keyring,
  /** Limits are shared through it by all instances; several addresses, separated by commas, are a cluster's. */
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/[^,\s]+(,rediss?:\/\/[^,\s]+)*$/, "expected redis://host:port[,…]")
    .optional(),
  /** `1`: a demo. Loopback only, mails readable at /mail, 127.0.0.1 accepted beside localhost. */
  KEYWARD_DEMO: z.literal("1").optional(),
  /** Days for which counted calls are kept by the minute. A month in any time zone must fit, hence no fewer than 32. */
  USAGE_KEEP_DAYS: z.coerce.number().int().min(32).max(800).default(35),
  /** Days for which they are kept by the quarter hour and hour. */
  USAGE_HOURS_KEEP_DAYS: z.coerce.number().int().min(32).max(4_000).default(400),
  /** Days for which they are kept by the day. */
  USAGE_DAYS_KEEP_DAYS: z.coerce.number().int().min(32).max(8_000).default(1_830),
  /** Days for which single calls are kept in the request log. */
  REQUEST_LOG_KEEP_DAYS: z.coerce.number().int().min(1).max(90).default(7),
  /** `1`: a call is noted before it is forwarded, too, so that a process that is killed loses none. */
  METER_STRICT: z.literal("1").optional(),
  /** Most that calls which are not counted yet may take up on disk, in MB; what comes on top waits in memory, then is dropped. */
  JOURNAL_CAP_MB: z.coerce.number().int().min(1).max(1_000_000).default(1024),
  /** A MaxMind DB file that tells the country of an address; read again whenever it changes. */
  COUNTRY_DATABASE: z
    .string()
    .default("node_modules/@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb"),
  /** Private networks that upstreams may live in, comma-separated; this process itself is always reachable. */
  UPSTREAM_PRIVATE_CIDRS: z.string().default(""),
  /** Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed, comma-separated. Default: nobody's. */
  TRUSTED_PROXY_CIDRS: networks.default([]),
  /** `1`: a metered call over a connection that was not encrypted is refused. */
  REQUIRE_TLS: z.literal("1").optional(),
  /** Serves `/healthz`, `/readyz` and `/metrics`, on loopback unless METRICS_HOST says otherwise. */
  METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  METRICS_HOST: z.string().default("127.0.0.1"),
  /** An OpenTelemetry collector (OTLP over HTTP) that spans of metered calls are sent to; nothing is traced without. */
  OTEL_EXPORTER_OTLP_ENDPOINT: baseUrl.optional(),
  OTEL_SERVICE_NAME: z.string().min(1).max(100).default("keyward"),
  /** Part of all traces that is kept, 0 to 1. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  /** Shows a gateway to be one where it asks for verdicts; two while one replaces the other. */
  GATEWAY_SECRET: z
    .string()
    .regex(
      /^[\x21-\x2b\x2d-\x7e]{32,200}(,[\x21-\x2b\x2d-\x7e]{32,200})?$/,
      "expected 32 characters or more, no spaces",
    )
    .optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
});

const OIDC = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;

const Env = EdgeEnv.extend({
  /** What answers metered calls in the dashboard's process: the middleware, or the server itself in front of it. */
  EDGE_HOST: z.enum(["middleware", "server"]).default("middleware"),
  KEYWARD_MASTER_KEY: keyring,
  /** Seals the session cookie. */
  NEXTAUTH_SECRET: z.string().min(32),
  /** An OpenID provider people may sign in with: its issuer, and what it knows this Keyward by. All three or none. */
  OIDC_ISSUER: baseUrl.optional(),
  OIDC_CLIENT_ID: z.string().min(1).max(200).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).max(500).optional(),
  /** What its button says: "Sign in with …". */
  OIDC_LABEL: z.string().min(1).max(40).default("single sign-on"),
  /** Where the keys are published that GitHub signs its secret scanning reports with. */
  LEAK_KEYS_URL: baseUrl.default("https://api.github.com/meta/public_keys/secret_scanning"),
  SMTP_URL: z.string().startsWith("smtp").optional(),
  MAIL_FROM: z.string().default("Keyward <no-reply@localhost>"),
  PROVIDER_NAME: z.string().min(1).max(60).default("Meridian Maps"),
  /** Where customers reach the provider's support: told to whoever has a key that staff disabled. */
  SUPPORT_EMAIL: z.email().default("support@meridian-maps.example"),
  /** Private networks that customers' webhooks may be sent into, comma-separated; everything else private is refused. */
  WEBHOOK_PRIVATE_CIDRS: z.string().default(""),
  /** Hours for which an old secret can go on working after a rotation, at most. */
  OVERLAP_CAP_HOURS: z.coerce.number().int().min(1).max(720).default(48),
});

const WholeEnv = Env.refine((given) => new Set(OIDC.map((name) => given[name] === undefined)).size === 1, {
  path: ["OIDC_ISSUER"],
  message: `set all of ${OIDC.join(", ")}, or none`,
});

export type Env = z.output<typeof Env>;
export type EdgeEnv = z.output<typeof EdgeEnv>;

let parsed: Env | undefined;
let parsedForEdge: EdgeEnv | undefined;

/**
 * The configuration, parsed once. The only place that reads `process.env`.
 * @throws {Error} One sentence per missing or malformed setting, naming it.
 */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/**
 * What of the configuration an edge needs, parsed once. Whatever a standalone edge runs asks here, so that it starts
 * without the settings of the dashboard.
 * @throws {Error} As `env` does.
 */
export function edgeEnv(): EdgeEnv {
  parsedForEdge ??= parsed ?? parseWith(EdgeEnv, process.env);
  return parsedForEdge;
}

/** Parses a set of variables. Empty strings count as missing; keys may come from a `_FILE` or a `_COMMAND`. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  return parseWith(WholeEnv, variables);
}

function parseWith<Schema extends z.ZodType>(
  schema: Schema,
  variables: Record<string, string | undefined>,
): z.output<Schema> {
  const given = withExternalKeys(
    Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== "")),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) =>
    issue.code === "invalid_type" && given[String(issue.path[0])] === undefined
      ? `  ${issue.path.join(".")} is not set`
      : `  ${issue.path.join(".")}: ${issue.message}`,
  );
  throw new Error(
    `Keyward cannot start, its configuration is incomplete:\n${lines.join("\n")}\nSee "Configuration" in README.md.`,
  );
}
