import type { Metadata } from "next";
import { CodeBlock } from "@/components/ui/code-block";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { SAMPLE_PRODUCTS } from "@/lib/samples/products";
import { Code, DocsArticle, DocsSection, Points, Text, TextLink } from "../_components/prose";

export const metadata: Metadata = { title: "Limits" };

export default function LimitsPage() {
  return (
    <DocsArticle
      title="Limits"
      lead="Each key may make so many queries per second (QPS) of each kind. A refused call does not count against the limit."
    >
      <DocsSection id="defaults" title="Limits of the sample products">
        <Table label="Default limits">
          <TableHead>
            <TableRow>
              <TableHeader>Product</TableHeader>
              <TableHeader>Kind of request</TableHeader>
              <TableHeader align="right">QPS</TableHeader>
              <TableHeader align="right">Requests per transaction</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {SAMPLE_PRODUCTS.flatMap((product) =>
              product.classes.map((one) => (
                <TableRow key={one.slug}>
                  <TableCell>{product.name}</TableCell>
                  <TableCell>{one.name}</TableCell>
                  <TableCell align="right">{one.defaultQps.toLocaleString("en")}</TableCell>
                  <TableCell align="right">{one.weightRequests}</TableCell>
                </TableRow>
              )),
            )}
          </TableBody>
        </Table>
      </DocsSection>
      <DocsSection id="counting" title="How it is counted">
        <Text>
          In any span of one second the edge admits at most the limit, however the calls are spaced inside it.
          Calls that come evenly at or below the limit are never refused. There is no penalty time: the next
          call is admitted as soon as the oldest of the last second is a second old.
        </Text>
      </DocsSection>
      <DocsSection id="headers" title="What every answer tells">
        <CodeBlock
          label="rate limit headers"
          code={'RateLimit-Policy: "qps";q=5;w=1\nRateLimit: "qps";r=4;t=1'}
        />
        <Points
          items={[
            <>
              <Code>q</Code> is the limit and <Code>w</Code> its window in seconds.
            </>,
            <>
              <Code>r</Code> is what is left, <Code>t</Code> the seconds until all of it is back.
            </>,
          ]}
        />
      </DocsSection>
      <DocsSection id="over" title="When you are over">
        <Text>
          The answer is <TextLink href="/docs/errors#qps_exceeded">429 qps_exceeded</TextLink> with{" "}
          <Code>Retry-After</Code>. Wait that long, then try again; the time is true. Better still, spread
          calls evenly and keep a small number in flight.
        </Text>
      </DocsSection>
    </DocsArticle>
  );
}
