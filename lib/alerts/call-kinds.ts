import { z } from "zod";
import { alertKind } from "./kind";

const number = new Intl.NumberFormat("en");
const share = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
const calls = z.int().min(0);

/** Alerts of how many calls a key makes, and how they end. */
export const CALL_KINDS = {
  spike: alertKind({
    label: "Many more calls than usual",
    means:
      "Within five minutes a key makes many times the calls that it usually makes at that hour of the week, all of a sudden. Judged once a key has been called for two weeks.",
    term: { label: "Tell from", unit: "times the usual calls", min: 2, max: 50, usual: 2 },
    data: z.object({ calls, usual: calls, most: calls }),
    isUrgent: true,
    isMailed: true,
    ends: true,
    learns: "this many calls",
    say: ({ keyName, data }) => ({
      title: `“${keyName}” makes many more calls than usual`,
      body: `${number.format(data.calls)} calls within five minutes. At this hour of the week it usually makes about ${number.format(data.usual)}, and ${number.format(data.most)} at the most.`,
    }),
  }),
  silence: alertKind({
    label: "No more calls",
    means:
      "A key that is always called at that hour of the week is not called at all for three minutes. Judged once a key has been called for two weeks.",
    term: {
      label: "Tell of keys that usually make",
      unit: "calls in five minutes",
      min: 20,
      max: 1_000_000,
      usual: 35,
    },
    data: z.object({ usual: calls }),
    isUrgent: false,
    isMailed: true,
    ends: true,
    learns: null,
    say: ({ keyName, data }) => ({
      title: `“${keyName}” is not called any more`,
      body: `No call for three minutes. At this hour of the week it usually makes about ${number.format(data.usual)} in five minutes.`,
    }),
  }),
  error_rate: alertKind({
    label: "Many more errors than usual",
    means:
      "Within five minutes a key gets many times the 4xx and 5xx answers that it usually gets at that hour of the week, all of a sudden. Calls beyond a limit do not count.",
    term: { label: "Tell from", unit: "% of the calls", min: 1, max: 100, usual: 5 },
    data: z.object({ errors: calls, calls, usual: z.number().min(0).max(1) }),
    isUrgent: true,
    isMailed: true,
    ends: true,
    learns: null,
    say: ({ keyName, data }) => ({
      title: `“${keyName}” gets many more errors than usual`,
      body: `${number.format(data.errors)} of ${number.format(data.calls)} calls within five minutes ended in an error (${share.format(data.errors / Math.max(data.calls, 1))}). Usually ${share.format(data.usual)} do.`,
    }),
  }),
  qps_breaches: alertKind({
    label: "Calls refused again and again for QPS",
    means: "Calls of a key are over its queries per second in most minutes of a quarter of an hour.",
    term: { label: "Tell from", unit: "minutes of 15", min: 1, max: 15, usual: 10 },
    data: z.object({ breaches: calls, calls, minutes: z.int() }),
    isUrgent: false,
    isMailed: false,
    ends: true,
    learns: null,
    say: ({ keyName, data }) => ({
      title: `“${keyName}” is over its QPS again and again`,
      body: `${number.format(data.breaches)} of ${number.format(data.calls)} calls of the last quarter of an hour were refused, in ${data.minutes} of its minutes.`,
    }),
  }),
} as const;
