import { formatExact } from "@/components/ui/format-number";

/** What a request is called: `25 QPS for Driver app`. */
export function requestTitle({ wantedQps, key }: { wantedQps: number; key: { name: string } }): string {
  return `${formatExact(wantedQps)} QPS for ${key.name}`;
}
