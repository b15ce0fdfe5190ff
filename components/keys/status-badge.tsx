import { Badge } from "@/components/ui/badge";
import type { KeyStatus } from "@/lib/keys/schemas";
import { STATUS_WORDS } from "./words";

export function StatusBadge({ status }: { status: KeyStatus }) {
  const { word, tone } = STATUS_WORDS[status];
  return <Badge tone={tone}>{word}</Badge>;
}
