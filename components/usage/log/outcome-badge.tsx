import { Badge } from "@/components/ui/badge";
import type { LoggedRequest } from "@/lib/usage/request-schemas";

/** A call's end in a word and a number. */
export function OutcomeBadge({ status, code }: Pick<LoggedRequest, "status" | "code">) {
  if (status === 0) return <Badge tone="idle">No answer</Badge>;
  if (status >= 500) return <Badge tone="danger">{status}</Badge>;
  if (status >= 400) return <Badge tone="warn">{status}</Badge>;
  return <Badge tone={code === "" ? "ok" : "info"}>{status}</Badge>;
}
