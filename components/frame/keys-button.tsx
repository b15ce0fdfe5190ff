"use client";

import Link from "next/link";
import { useParams } from "next/navigation";
import { Button } from "@/components/ui/button";
import { placeHref } from "./places";

/** The way out of a place that is not there: a not-found page is not told which organization it stands in. */
export function KeysButton() {
  const { org } = useParams<{ org: string }>();
  return (
    <Button asChild variant="primary">
      <Link href={placeHref(org, "keys")}>Go to keys</Link>
    </Button>
  );
}
