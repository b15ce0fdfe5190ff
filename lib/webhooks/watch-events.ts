import { z } from "zod";
import { EXAMPLE_KEY, eventKey, eventTime, eventType } from "./event-type";

const alert = {
  alertId: z.string(),
  ...eventKey,
  /** Kind of alert, as the alerts page names it: `quota`, `error_rate`, `new_country`, … */
  kind: z.string(),
  /** What is said of it, in one line. */
  title: z.string(),
};

const EXAMPLE_ALERT = {
  alertId: "alt_3cDeFgHiJkLmNoPqRsTuVw",
  ...EXAMPLE_KEY,
  kind: "new_country",
  title: "“Storefront map” is called from a country it was never called from before",
};

const TOKEN_WORDS = {
  none: "It does not work any more.",
  notify: "It still works.",
  revoke: "It was revoked.",
} as const;

/** What the watch over the calls, and those who look for leaked secrets, have found. */
export const WATCH_EVENTS = {
  "alert.raised": eventType({
    label: "Alert raised",
    means:
      "The watch over a key's calls found something, within the organization's rules. Once per occurrence.",
    data: z.object({
      ...alert,
      /** What the alert rests on; its fields follow from `kind`. */
      details: z.record(z.string(), z.json()),
    }),
    example: { ...EXAMPLE_ALERT, details: { country: "NL", calls: 12 } },
    say: ({ title }) => (/[.?]$/.test(title) ? title : `${title}.`),
  }),
  "alert.ended": eventType({
    label: "Alert over",
    means: "What an alert was about is over. Not every kind of alert ends.",
    data: z.object({ ...alert, endedAt: eventTime }),
    example: { ...EXAMPLE_ALERT, endedAt: "2026-03-01T10:30:00.000Z" },
    say: ({ title }) => `Over: ${title}${/[.?]$/.test(title) ? "" : "."}`,
  }),
  "leak.found": eventType({
    label: "Leaked secret found",
    means: "A scanner, or somebody else who looks for secrets in the open, found one of the key's secrets.",
    data: z.object({
      findingId: z.string(),
      ...eventKey,
      /** Who found it: `github`, or the name of whoever reports. */
      source: z.string(),
      /** Where it was found; `null`: not said. */
      url: z.string().nullable(),
      /** Whether the secret that was found still works. */
      works: z.boolean(),
      /** What was done at once, as the organization's policy says. */
      response: z.enum(["none", "notify", "throttle", "restrict", "rotate"]),
    }),
    example: {
      findingId: "lkf_4dEfGhIjKlMnOpQrStUvWx",
      ...EXAMPLE_KEY,
      source: "github",
      url: "https://github.com/example/shop/blob/main/config.js",
      works: true,
      response: "notify",
    },
    say: ({ keyName, source, url, works }) =>
      `A secret of key “${keyName}” was found in the open by ${source}${url === null ? "" : ` at ${url}`}. ` +
      (works ? "It still works." : "It does not work any more."),
  }),
  "leak.token_found": eventType({
    label: "Leaked management token found",
    means: "Somebody who looks for secrets in the open found a management token of the organization.",
    data: z.object({
      findingId: z.string(),
      tokenId: z.string(),
      tokenName: z.string(),
      /** Who found it: `github`, or the name of whoever reports. */
      source: z.string(),
      /** Where it was found; `null`: not said. */
      url: z.string().nullable(),
      /** What was done at once. `none`: it did not work any more; `notify`: it still works. */
      response: z.enum(["none", "notify", "revoke"]),
    }),
    example: {
      findingId: "lkf_4dEfGhIjKlMnOpQrStUvWx",
      tokenId: "mtk_2bCdEfGhIjKlMnOpQrStUv",
      tokenName: "Deployment pipeline",
      source: "github",
      url: "https://github.com/example/shop/blob/main/.env",
      response: "revoke",
    },
    say: ({ tokenName, source, url, response }) =>
      `Management token “${tokenName}” was found in the open by ${source}${url === null ? "" : ` at ${url}`}. ` +
      TOKEN_WORDS[response],
  }),
} as const;
