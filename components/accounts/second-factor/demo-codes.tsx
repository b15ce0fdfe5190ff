"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";

type DemoCodesProps = {
  codes: readonly { email: string; can: string; code: string }[];
  /** When they change, Unix milliseconds. */
  until: number;
};

/** What the apps of a demo's staff show, followed as an app would: a new code when the old one ends. */
export function DemoCodes({ codes, until }: DemoCodesProps) {
  const router = useRouter();
  useEffect(() => {
    const timer = setTimeout(() => router.refresh(), Math.max(until - Date.now(), 0) + 250);
    return () => clearTimeout(timer);
  }, [router, until]);
  return (
    <Card className="mb-6">
      <CardHeader
        title="Codes of the staff's second factor"
        description="Nobody has their phones, so this demo shows what is on them. A code works once and changes every 30 seconds."
      />
      <CardBody>
        <ul className="divide-y divide-line">
          {codes.map(({ email, can, code }) => (
            <li key={email} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
              <span className="min-w-0">
                <span className="block break-all">{email}</span>
                <span className="block text-sm text-ink-muted">{can}</span>
              </span>
              <Chip what={`code of ${email}`} text={code}>
                {code.replace(/^(...)/, "$1 ")}
              </Chip>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
