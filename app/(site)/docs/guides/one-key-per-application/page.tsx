import type { Metadata } from "next";
import { Code, DocsArticle, DocsSection, Points, Text, TextLink } from "../../_components/prose";

export const metadata: Metadata = { title: "One key per application" };

export default function OneKeyGuide() {
  return (
    <DocsArticle
      title="One key per application"
      lead="A key is free. Give one to each program and each environment, and every question about a call has an answer."
    >
      <DocsSection id="why" title="What you get for it">
        <Points
          items={[
            "Replace one without an outage of the others. With one key for all, a rotation has to reach every program in the same hour.",
            "See who calls. Analytics, limits and the last use are per key; with a shared key a spike has no owner.",
            "Restrict it tightly. A batch job calls from two addresses at night, a web server from ten by day: one rule cannot fit both.",
            "Stop one. A program that runs wild is disabled; the rest goes on.",
            "Lose little. Whoever finds a key can do what that key can do, and no more.",
          ]}
        />
      </DocsSection>
      <DocsSection id="cut" title="Where to cut">
        <Points
          items={[
            "By program: the shop, the driver app’s server, the nightly import.",
            "By environment: production, staging, each developer’s machine. A key on a laptop should expire by itself.",
            "By who runs it: a partner or an agency gets a key of its own, made to end with the contract.",
            "Not by user of your program. Keys are for programs; a limit per client address keeps one user from taking all of it.",
          ]}
        />
      </DocsSection>
      <DocsSection id="name" title="Name it so that somebody else understands">
        <Text>
          A name like <Code>shop production</Code> says which program and where. Tags group keys across names
          (<Code>team:maps</Code>, <Code>env:staging</Code>), and the note holds what a colleague needs at
          night: where the secret is stored, who to ask, how to deploy a new one.
        </Text>
      </DocsSection>
      <DocsSection id="limits" title="Limits add up to the same">
        <Text>
          <TextLink href="/docs/limits">Queries per second</TextLink> count per key. A limit of your own,
          lower than what was agreed, keeps a test from eating what production needs; limits of the whole
          organization hold across all keys.
        </Text>
      </DocsSection>
    </DocsArticle>
  );
}
