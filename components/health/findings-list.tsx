import { Banner } from "@/components/ui/banner";
import type { Finding } from "@/lib/health/findings";

/** What needs somebody, the worst first; or that nothing does. */
export function FindingsList({ findings, edges }: { findings: readonly Finding[]; edges: number }) {
  if (findings.length === 0) {
    return (
      <Banner tone="ok" title="Everything works">
        {edges === 1 ? "The edge hears" : `All ${edges} edges hear`} of changes, goes by the newest products
        and counts every call.
      </Banner>
    );
  }
  return (
    <ul aria-label="What needs somebody" className="grid gap-2">
      {findings.map(({ tone, what, means }) => (
        <li key={what}>
          <Banner tone={tone} title={what}>
            {means}
          </Banner>
        </li>
      ))}
    </ul>
  );
}
