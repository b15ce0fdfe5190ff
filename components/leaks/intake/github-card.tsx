import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { Fact, Facts } from "@/components/ui/facts";
import { formatExact } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Intake } from "@/lib/leak-intake/get-intake";

/** What to register with GitHub, and what has come of it. */
export function GithubCard({ intake: { pattern, githubUrl, keysUrl, github, waiting } }: { intake: Intake }) {
  return (
    <Card aria-label="GitHub secret scanning">
      <CardHeader
        title="GitHub secret scanning"
        description="Register these two with GitHub’s secret scanning partner programme. Reports are believed by their signature; no token is needed."
      />
      <CardBody className="grid gap-4">
        <div className="grid gap-1.5">
          <p className="text-ink-muted text-sm">Endpoint</p>
          <CodeBlock label="endpoint" code={githubUrl} wrap />
        </div>
        <div className="grid gap-1.5">
          <p className="text-ink-muted text-sm">
            Regular expression. The last six characters are a checksum, so what is no secret is dropped
            without a look-up.
          </p>
          <CodeBlock label="regular expression" code={pattern} wrap />
        </div>
        <Facts stacks>
          <Fact name="Keys published at">
            <span className="break-all font-mono text-xs leading-5">{keysUrl}</span>
          </Fact>
          <Fact name="Found so far">
            {formatExact(github.found)} {github.found === 1 ? "place" : "places"} with a secret of a customer
            {github.lastAt === null ? null : (
              <>
                , the last one <RelativeTime at={github.lastAt} isPast />
              </>
            )}
          </Fact>
          <Fact name="Waiting">
            {waiting === 0 ? "Nothing waits to be looked up." : `${formatExact(waiting)} to be looked up`}
          </Fact>
        </Facts>
      </CardBody>
    </Card>
  );
}
