import Link from "next/link";

/** Nothing pretends: a demo says what in it is made up. */
export function DemoBanner({ providerName }: { providerName: string }) {
  return (
    <aside
      aria-label="About this demo"
      className="border-b border-line bg-warn-soft px-4 py-1.5 text-center text-xs sm:text-sm print:hidden"
    >
      <p className="text-balance">
        <span className="font-medium text-warn-ink">Demo data.</span> {providerName} is a sample provider with
        a generated history.{" "}
        <Link
          prefetch={false}
          href="/mail"
          className="whitespace-nowrap underline underline-offset-2 sm:ml-2"
        >
          Sent mail and codes
        </Link>
      </p>
    </aside>
  );
}
