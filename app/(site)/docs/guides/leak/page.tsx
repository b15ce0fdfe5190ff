import type { Metadata } from "next";
import { CodeBlock } from "@/components/ui/code-block";
import { Code, DocsArticle, DocsSection, Points, Text, TextLink } from "../../_components/prose";

export const metadata: Metadata = { title: "When a key leaks" };

export default function LeakGuide() {
  return (
    <DocsArticle
      title="When a key leaks"
      lead="A run-book. First stop the damage, then find out how far it went, then clean up. In this order, also when the cause seems more interesting."
    >
      <DocsSection id="now" title="The first five minutes: stop it">
        <Points
          steps
          items={[
            <>
              Open <TextLink href="/o">your organization</TextLink>, Keys, “A key leaked”, and paste what you
              found: the secret, or any text that holds it. It stays in your browser; only its SHA-256 is
              sent. Secrets that have ended are recognised, too, and then there is nothing to fear.
            </>,
            <>
              See what it can do, when it was last used and from where. Then choose:
              <Points
                items={[
                  <>
                    <strong className="font-medium">Disable</strong> if an outage costs less than misuse.
                    Every call is refused within a second; it can be taken back.
                  </>,
                  <>
                    <strong className="font-medium">Restrict to known addresses</strong> if your programs call
                    from few addresses. Nothing of yours stops. Look at the addresses marked as new before you
                    tick them.
                  </>,
                  <>
                    <strong className="font-medium">Rotate, with one hour</strong> if your programs can move
                    in that time. Whoever has the old secret has that hour, too: restrict first when you can.
                  </>,
                ]}
              />
            </>,
            "Say in the note where it was found and since when. It goes into the audit log, and your admins are told.",
          ]}
        />
      </DocsSection>
      <DocsSection id="no-access" title="You cannot act">
        <Text>
          A viewer can look and not act; a developer can report any key, and act on own ones. Call an admin of
          your organization. If nobody is there, the provider’s support can disable a key: give them the key
          ID, never the secret.
        </Text>
      </DocsSection>
      <DocsSection id="hour" title="The first hour: how far did it go">
        <Points
          steps
          items={[
            "Look at the siblings the wizard names: keys by the same person or for the same products. What leaked one file may have leaked them all.",
            "Search the place where it leaked for others: a repository with one secret often has two.",
            <>
              Open “See every call since it leaked” and set the time. Addresses, networks, countries, user
              agents and endpoints that never called before are marked as new, and all of it is there as a
              file. Refused calls count: they show who tried after you acted.
            </>,
            "Look in the audit log who copied the secret, and when. Each copy from the dashboard is a row there.",
            "Write down addresses and times that are not yours. Support needs them, and so may your lawyers.",
          ]}
        />
        <CodeBlock
          label="looking for more"
          code={`node tools/keyward.mjs scan .  # the files as they are
git log --all -p | node tools/keyward.mjs scan -  # everything that was ever committed`}
        />
      </DocsSection>
      <DocsSection id="day" title="The day after: clean up">
        <Points
          steps
          items={[
            <>
              Finish the rotation. Only now is the leaked secret worthless; taking it out of a page or a
              repository’s history before that only hides it.
            </>,
            <>
              Take it down where it stood. In a public repository assume that it was copied within a minute:
              rewriting history is housekeeping, not a remedy.
            </>,
            <>
              Close the hole: <TextLink href="/docs/guides/storing-keys">store it elsewhere</TextLink>, add
              the hook, scan in CI.
            </>,
            <>
              Make the next one smaller:{" "}
              <TextLink href="/docs/guides/one-key-per-application">one key per application</TextLink>,{" "}
              <TextLink href="/docs/guides/read-and-write">read only</TextLink> where that is enough,
              addresses enforced, an end date.
            </>,
            "Enable what was disabled, after its rotation, and look at its health a day later.",
          ]}
        />
      </DocsSection>
      <DocsSection id="management" title="A management token leaked">
        <Text>
          A token (<Code>kwm_…</Code>) is worse than a key: it can make and rotate keys. Revoke it under
          Settings, Management tokens; it ends at once. If a scanner reports it, Keyward revokes it by itself,
          unless your policy for leaks is only to tell people. Then look in the audit log at everything that
          token did, and rotate each key it created or rotated: those secrets were in its answers.
        </Text>
      </DocsSection>
    </DocsArticle>
  );
}
