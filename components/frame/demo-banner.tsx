import Link from "next/link";

/** Nothing pretends: a demo says what in it is made up. */
export function DemoBanner({ providerName }: { providerName: string }) {
  return (
    <p className="border-b border-line bg-warn-soft px-4 py-1.5 text-center text-sm text-ink">
      <span className="font-medium text-warn-ink">Demo data.</span> {providerName} is a sample provider; the
      usage of its keys before this installation was generated. Mail goes to{" "}
      <Link href="/mail" className="underline underline-offset-2">
        the mail page
      </Link>
      .
    </p>
  );
}
