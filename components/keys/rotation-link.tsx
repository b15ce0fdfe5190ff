"use client";

import Link from "next/link";
import { useKeyActions } from "./key-actions";

/** The way to the page that shows who uses which secret. */
export function RotationLink({ keyId, children }: { keyId: string; children: string }) {
  const { orgSlug } = useKeyActions();
  return (
    <Link
      href={`/o/${orgSlug}/keys/${keyId}/rotation`}
      className="text-accent-ink underline underline-offset-4"
    >
      {children}
    </Link>
  );
}
