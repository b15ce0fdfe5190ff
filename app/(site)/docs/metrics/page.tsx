import type { Metadata } from "next";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { AUTH_CODES } from "@/lib/usage/auth-codes";
import { Code, DocsArticle, DocsSection, Points, Text, TextLink } from "../_components/prose";

export const metadata: Metadata = { title: "Metrics" };

const METRICS: readonly { name: string; unit: string; means: string }[] = [
  {
    name: "Total requests",
    unit: "calls",
    means: "Every call the edge decided for a key of yours, refused ones included.",
  },
  {
    name: "QPS breaches",
    unit: "calls",
    means: "Calls refused because the key was over its queries per second. Part of 4xx.",
  },
  {
    name: "4xx",
    unit: "calls",
    means: "Calls whose final status was 400 to 499, given by Keyward or by the product.",
  },
  {
    name: "5xx",
    unit: "calls",
    means: "Calls whose final status was 500 to 599, given by Keyward or by the product.",
  },
  { name: "Error rate", unit: "%", means: "4xx, and 5xx, as a part of the requests of the same time." },
  {
    name: "Response time",
    unit: "ms",
    means:
      "From the first byte of the call received to the last byte of the answer sent: p50, p95 and p99, nearest rank, right to 2%.",
  },
  {
    name: "Authentication",
    unit: "calls",
    means:
      "Whether the credential was accepted. What the caller may do with it is another question and does not count here.",
  },
  {
    name: "Data transferred",
    unit: "bytes",
    means:
      "Bodies of calls received and of answers sent, as they went over the wire. Headers are not in it. 1 kB is 1,000 bytes.",
  },
  { name: "Source IP", unit: "calls", means: "The client's address, past the proxies the provider trusts." },
  { name: "Networks", unit: "calls", means: "The /24 of an IPv4 address, the /48 of an IPv6 one." },
  {
    name: "User agents",
    unit: "calls",
    means:
      "The family the User-Agent header names, such as Firefox or Node.js. Clients choose what they send.",
  },
  {
    name: "Endpoints",
    unit: "calls",
    means: "The product's path pattern that matched, never the path itself.",
  },
  {
    name: "Countries",
    unit: "calls",
    means: "Where the address is registered, which need not be where the caller is.",
  },
  {
    name: "Referrers",
    unit: "calls",
    means: "The host of the Referer or Origin header. Clients choose what they send.",
  },
  {
    name: "Refusals by code",
    unit: "calls",
    means: "Calls that Keyward did not pass on, by the code the client was given.",
  },
  {
    name: "Secrets",
    unit: "calls",
    means: "Of one key: which of its secrets a call came with, also one that had ended.",
  },
  {
    name: "Transactions",
    unit: "transactions",
    means:
      "What your plan prices: calls that were let through and answered by the product, weighed by endpoint class (15 tiles are one, say), rounded up per class and month. A refusal costs nothing.",
  },
  {
    name: "Cost",
    unit: "money",
    means:
      "An estimate: transactions of a calendar month (UTC) beyond the included ones, at the price list your plan has now. What a contract says beside it is not in it.",
  },
  {
    name: "Quotas",
    unit: "left",
    means:
      "What is left of each quota in its running period (UTC), from counted calls, so a few seconds behind the edge.",
  },
];

export default function MetricsPage() {
  return (
    <DocsArticle
      title="Metrics"
      lead="What every number of Analytics means, how exact it is and how long it is kept. Numbers come from counted calls and from nothing else."
    >
      <DocsSection id="definitions" title="Definitions">
        <Table label="Metrics">
          <TableHead>
            <TableRow>
              <TableHeader>Metric</TableHeader>
              <TableHeader>Unit</TableHeader>
              <TableHeader>Means</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {METRICS.map(({ name, unit, means }) => (
              <TableRow key={name}>
                <TableCell className="font-medium whitespace-nowrap">{name}</TableCell>
                <TableCell className="text-ink-muted">{unit}</TableCell>
                <TableCell className="min-w-64 py-2">{means}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </DocsSection>
      <DocsSection id="exactness" title="How exact they are">
        <Points
          items={[
            "Requests, statuses, codes, products, secrets and bytes are exact, to the call and the byte, over any range. Late calls are added to the time at which they came.",
            "Percentiles are within 2% of the true value, whatever range they are read over: histograms are added up, never averages.",
            "Of addresses, networks, user agents and referrers the heaviest of each hour are told apart. A value with more than a fiftieth of an hour's calls always is; “All others” makes the list add up.",
            "Endpoints and countries are told apart without bounds up to the hour, and the heaviest of each day beyond.",
            "Callers are counted by whole hours (UTC) and by key, so a filter for products has no part in them.",
          ]}
        />
        <Text>
          A call counts as not authenticated when it is refused with one of{" "}
          {AUTH_CODES.map((code, i) => (
            <span key={code}>
              {i === 0 ? "" : ", "}
              <Code>{code}</Code>
            </span>
          ))}
          . Calls that no key was found for belong to nobody, so only the provider sees them.
        </Text>
      </DocsSection>
      <DocsSection id="forecast" title="Forecasts">
        <Points
          items={[
            "A day, or an hour, is expected to be like the same one of the last four weeks, the latest the heaviest (4 : 3 : 2 : 1). Where less than a week is known: like the mean of what is.",
            "It is arithmetic and knows nothing of holidays, launches or leaks. It is drawn in dashes and named a forecast.",
            "A budget is a line: it stops no call. A quota does.",
          ]}
        />
      </DocsSection>
      <DocsSection id="time" title="Time">
        <Points
          items={[
            "A call counts within five seconds. A view that ends now says up to when calls are counted, and while counting is late, since when.",
            "Days and hours are those of your time zone. The last point of a live chart is not over and is drawn in dashes.",
            "A gap in a line means that nothing could be counted then; zero means that nothing came.",
            "“Previous period” is as long as the range and ends where it begins: the seven days before the last seven. While a range is still running, as much of the previous one is compared as there is of this one.",
          ]}
        />
      </DocsSection>
      <DocsSection id="kept" title="How long they are kept">
        <Text>
          Unless the provider sets otherwise: minutes for 35 days, hours for 400 days, days for five years;
          single calls in the request log for 7 days: refusals and a sample of the rest, and all of them while
          somebody has a live tail open. Days older than hours are kept are days of UTC. How a refusal is
          mended is in the <TextLink href="/docs/errors">error reference</TextLink>.
        </Text>
      </DocsSection>
    </DocsArticle>
  );
}
