import { z } from "zod";
import { type AlertKind, alertKind } from "./kind";

const calls = z.int().min(0);
/** What was new beside it, at the same time. */
const also = z.array(z.string());

const Country = z.string().regex(/^[A-Z]{2}$/);
const countries = new Intl.DisplayNames("en", { type: "region" });

/** Countries by their names, everything else as it is. */
function named(value: string): string {
  return Country.safeParse(value).success ? (countries.of(value) ?? value) : value;
}

function listed(values: readonly string[]): string {
  return values.length === 0 ? "" : ` New as well: ${values.map(named).join(", ")}.`;
}

const NOT_YOU = "If it was not you, somebody may have your key: see what it did, and rotate or disable it.";

type NewCaller = Pick<AlertKind, "label" | "means" | "term" | "isUrgent" | "isMailed"> & {
  value: z.ZodString;
  /** What follows the name of the key. */
  says: (value: string) => string;
  /** Where or by whom it was never called. */
  never: string;
};

/** A value that a key was never called from or by, of a key that keeps to few. */
function newCaller({ value, says, never, means, ...kind }: NewCaller) {
  return alertKind({
    ...kind,
    means: `${means} Judged once a key has been called for two weeks.`,
    data: z.object({ value, calls, also }),
    ends: false,
    learns: "a caller",
    say: ({ keyName, data }) => ({
      title: `“${keyName}” ${says(data.value)}`,
      body: `It was never called ${never} before.${listed(data.also)} ${NOT_YOU}`,
    }),
  });
}

/** Alerts of who calls a key, and what. */
export const CALLER_KINDS = {
  new_country: newCaller({
    label: "Called from a new country",
    means: "A key that is called from few countries is called from another one.",
    term: { label: "Tell of keys called from at most", unit: "countries", min: 1, max: 50, usual: 6 },
    isUrgent: true,
    isMailed: true,
    value: Country,
    says: (value) => `is called from a new country: ${named(value)}`,
    never: "from there",
  }),
  new_network: newCaller({
    label: "Called from a new network",
    means: "A key that is called from few networks is called from another one.",
    term: { label: "Tell of keys called from at most", unit: "networks", min: 1, max: 32, usual: 8 },
    isUrgent: false,
    isMailed: true,
    value: z.string().max(64),
    says: (value) => `is called from a new network: ${value}`,
    never: "from there",
  }),
  new_agent: newCaller({
    label: "Called by a new kind of program",
    means: "A key that is called by few programs is called by another one, as its user agent says.",
    term: { label: "Tell of keys called by at most", unit: "programs", min: 1, max: 16, usual: 4 },
    isUrgent: false,
    isMailed: false,
    value: z.string().max(64),
    says: (value) => `is called by a new program: ${value === "" ? "one without a user agent" : value}`,
    never: "by it",
  }),
  endpoint_scan: alertKind({
    label: "Called at many new endpoints",
    means:
      "Within an hour a key calls several endpoints that it never called, as somebody does who tries out what a found key can do.",
    term: { label: "Tell from", unit: "new endpoints in an hour", min: 2, max: 50, usual: 4 },
    data: z.object({ endpoints: z.array(z.string()).max(50), calls }),
    isUrgent: true,
    isMailed: true,
    ends: false,
    learns: "a caller",
    say: ({ keyName, data }) => ({
      title: `“${keyName}” calls ${data.endpoints.length} endpoints that it never called`,
      body: `${data.endpoints.slice(0, 5).join(", ")}${data.endpoints.length > 5 ? " and others" : ""}. ${NOT_YOU}`,
    }),
  }),
} as const;
