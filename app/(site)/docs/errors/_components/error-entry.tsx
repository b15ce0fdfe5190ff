import { Tag } from "@/components/ui/tag";
import type { Refusal } from "@/lib/edge/verdict";

/** One code of the reference; `type` of every refusal links here. */
export function ErrorEntry({ code, refusal }: { code: string; refusal: Refusal }) {
  const { status, gate, title, meaning, mend } = refusal;
  return (
    <section
      id={code}
      aria-labelledby={`${code}-title`}
      className="rounded-lg border border-line bg-surface p-4 target:border-accent target:bg-accent-soft"
    >
      <h2 id={`${code}-title`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <a href={`#${code}`} className="font-mono font-medium underline-offset-4 hover:underline">
          {code}
        </a>
        <Tag>{status}</Tag>
        <span className="text-ink-muted">{title}</span>
      </h2>
      <p className="mt-2">{meaning}</p>
      <p className="mt-1">
        <span className="font-medium">To mend it:</span> {mend}
      </p>
      <p className="mt-2 text-sm text-ink-muted">
        {status === 429 || status === 503 ? "Carries Retry-After. " : ""}
        {gate === 0 ? "For gateways that ask for a verdict." : `Checked at gate ${gate} of 13.`}
      </p>
    </section>
  );
}
