import { Banner } from "@/components/ui/banner";
import { CodeBlock } from "@/components/ui/code-block";
import { ShownOnce } from "@/components/ui/shown-once";

/** A new token of the intake, this once, and a first report with it. */
export function NewReporterToken({ token, reportUrl }: { token: string; reportUrl: string }) {
  return (
    <ShownOnce
      title="Copy the token now"
      description="It is shown this once and kept nowhere. Who has it can report leaks, and nothing else."
      size="lg"
    >
      <CodeBlock label="token" code={token} wrap />
      <Banner tone="warn">
        What it reports is acted upon by customers’ policies. Give it to one reporter, and revoke it here if
        it leaks.
      </Banner>
      <div className="grid gap-1.5">
        <p className="text-ink-muted text-sm">A report; a secret can also be sent as its SHA-256:</p>
        <CodeBlock
          label="report"
          code={`curl -H "Authorization: Bearer $LEAK_TOKEN" -H "Content-Type: application/json" \\
  -d '{"findings":[{"token":"kw_…","url":"https://example.com/where","type":"paste"}]}' \\
  ${reportUrl}`}
          wrap
        />
      </div>
    </ShownOnce>
  );
}
