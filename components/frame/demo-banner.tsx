import Link from "next/link";

/** Nothing pretends: a demo says what in it is made up. */
export function DemoBanner({ providerName }: { providerName: string }) {
  return (
    <aside
      aria-label="About this demo"
      className="flex flex-wrap justify-center gap-x-3 border-b border-line bg-warn-soft px-4 py-1.5 text-center text-sm"
    >
      <p>
        <span className="font-medium text-warn-ink">Demo data.</span> {providerName} is a sample provider with
        a generated history.
      </p>
      <Link prefetch={false} href="/mail" className="underline underline-offset-2">
        Read sent mail
      </Link>
    </aside>
  );
}
