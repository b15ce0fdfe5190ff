"use client";

import Link from "next/link";
import { useKeyActions } from "./key-actions";

/** A key's name, leading to its page; the whole name on hover where it is cut. */
export function KeyLink({ keyId, name }: { keyId: string; name: string }) {
  const { orgSlug } = useKeyActions();
  return (
    <Link
      href={`/o/${orgSlug}/keys/${keyId}`}
      // A page of rows would otherwise ask the server for as many pages before anybody clicks.
      prefetch={false}
      title={name}
      className="block max-w-full truncate rounded-xs font-medium text-ink underline-offset-4 hover:underline"
    >
      <bdi>{name}</bdi>
    </Link>
  );
}
