import type { Metadata } from "next";
import { CodeBlock } from "@/components/ui/code-block";
import { tokenIssuer } from "@/lib/tokens/issuer";
import { Code, DocsArticle, DocsSection, Points, Text, TextLink } from "../../_components/prose";

export const metadata: Metadata = { title: "TLS, and what domain rules do not protect" };

export default function TlsAndDomainsGuide() {
  const edgeUrl = tokenIssuer();
  return (
    <DocsArticle
      title="TLS, and what domain rules do not protect"
      lead="Each protection stops somebody, and none stops everybody. Know whom before you rely on it."
    >
      <DocsSection id="tls" title="TLS">
        <Points
          items={[
            <>
              Call <Code>https://</Code> only. Over plain HTTP everybody on the way reads the secret, and the
              answer could be anybody’s.
            </>,
            <>
              A redirect from HTTP to HTTPS comes too late: the first request has carried the key in clear
              already. That is why the edge never redirects; where it demands TLS it refuses with{" "}
              <TextLink href="/docs/errors#https_required">https_required</TextLink>, and a key that was seen
              in clear is as good as leaked.
            </>,
            "Never switch the verification of certificates off, also not in a test: that is how it gets to production.",
            <>
              TLS hides the path and the query on the way, not at the ends. A key in <Code>?key=</Code> is in
              browser histories, in logs of proxies you run, and in what people paste. Prefer the header, and
              forbid the query on keys that need none.
            </>,
          ]}
        />
      </DocsSection>
      <DocsSection id="domains" title="What domain rules do">
        <Text>
          A browser says with <Code>Origin</Code> or <Code>Referer</Code> which page makes a call, and a page
          cannot lie about it. So allowed domains keep other people’s web pages from using your key in their
          visitors’ browsers: embedding your map, running on your quota.
        </Text>
      </DocsSection>
      <DocsSection id="not" title="What they do not">
        <Text>Outside of a browser both headers are typed by hand. This passes every domain rule:</Text>
        <CodeBlock
          label="a call that claims to come from your page"
          code={`curl -H "Origin: https://www.example.com" -H "X-API-Key: …" ${edgeUrl}/search/2/geocode/Lisbon.json`}
        />
        <Points
          items={[
            "They are no proof of identity, and no protection of a secret that should not be public.",
            "They do nothing against a script, a server or an app.",
            <>
              With “allow calls without Origin” they do nothing against anybody who leaves the header out. So
              does many a page: an image sends no Origin, and a strict referrer policy drops the Referer.
            </>,
          ]}
        />
      </DocsSection>
      <DocsSection id="which" title="Which restriction stops whom">
        <Points
          items={[
            <>
              <strong className="font-medium">IP addresses</strong> stop everybody elsewhere who has the
              secret. The strongest one, for keys of servers. It cannot be faked across the internet; it can
              be shared by everybody behind the same exit.
            </>,
            <>
              <strong className="font-medium">Products, classes, read</strong> bound what a stolen key can do.
              Always true, whoever calls.
            </>,
            <>
              <strong className="font-medium">Limits and quotas</strong> bound what a stolen key can cost.
            </>,
            <>
              <strong className="font-medium">Expiry and hours</strong> bound when.
            </>,
            <>
              <strong className="font-medium">Domains</strong> stop other pages in browsers, nothing else.
            </>,
            <>
              <strong className="font-medium">Countries and user agents</strong> stop the careless. An address
              abroad is rented in a minute, a user agent is typed.
            </>,
          ]}
        />
        <Text>
          Begin with <em>observe</em>: it counts what would have been refused and refuses nothing. Enforce
          when the count is what you expect.
        </Text>
      </DocsSection>
    </DocsArticle>
  );
}
