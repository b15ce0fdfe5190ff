import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { env } from "@/lib/env";
import { CallPicture } from "./_components/call-picture";

export function generateMetadata(): Metadata {
  return { title: { absolute: `${env().PROVIDER_NAME} API keys` } };
}

const PROMISES = [
  {
    title: "Keys",
    text: "Create a key for the products it may call. Its secret stays shortened on the screen, a click copies it, and each copy is on record.",
  },
  {
    title: "Checks",
    text: "Every call passes the same ordered checks before it reaches an API. A refusal names the check that failed and how to mend it.",
  },
  {
    title: "Numbers",
    text: "A decided call is counted once and on the Analytics tab within five seconds: requests, QPS breaches, 4xx and 5xx, per key and product.",
  },
] as const;

export default function Landing() {
  const { PROVIDER_NAME, PUBLIC_URL } = env();
  return (
    <>
      <div className="grid items-center gap-x-16 gap-y-10 py-12 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)] lg:py-24">
        <div>
          <h1 className="text-3xl font-semibold tracking-tight text-balance sm:text-4xl">
            Your keys to the {PROVIDER_NAME} APIs
          </h1>
          <p className="mt-4 max-w-md text-lg text-ink-muted">
            From an empty account to a first map tile in minutes, and from then on an answer to what is using
            your key and whether it is healthy.
          </p>
          <div className="mt-8 flex flex-wrap gap-3">
            <Button asChild variant="primary" size="lg">
              <Link prefetch={false} href="/sign-up">
                Create account
              </Link>
            </Button>
            <Button asChild size="lg">
              <Link prefetch={false} href="/docs">
                Read the quickstart
              </Link>
            </Button>
          </div>
        </div>
        <CallPicture baseUrl={PUBLIC_URL} />
      </div>
      <dl className="grid gap-x-16 gap-y-8 border-t border-line py-12 md:grid-cols-3">
        {PROMISES.map(({ title, text }) => (
          <div key={title}>
            <dt className="font-semibold">{title}</dt>
            <dd className="mt-1.5 max-w-sm text-ink-muted">{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
