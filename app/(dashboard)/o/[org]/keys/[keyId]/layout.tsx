import type { ReactNode } from "react";
import { TrailName } from "@/components/frame/trail-name";
import { loadKey } from "./load-key";

type KeyLayoutProps = { children: ReactNode; params: Promise<{ org: string; keyId: string }> };

/** Finds the key before anything is sent: once the loading state has gone out, the answer could not be a 404 any more. */
export default async function KeyLayout({ children, params }: KeyLayoutProps) {
  const { org, keyId } = await params;
  const { details } = await loadKey(org, keyId);
  return (
    <>
      <TrailName id={details.id} name={details.name} />
      {children}
    </>
  );
}
