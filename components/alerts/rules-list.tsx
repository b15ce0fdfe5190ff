"use client";

import { useRouter } from "next/navigation";
import { Card } from "@/components/ui/card";
import type { AlertRuleRow } from "@/lib/alerts/schemas";
import type { SetRule } from "./alert-actions";
import { RuleRow } from "./rule-row";

type RulesListProps = {
  orgSlug: string;
  keyId: string | null;
  rows: readonly AlertRuleRow[];
  /** `null` for who may only look. */
  setRule: SetRule | null;
};

/** What is alerted of; each change is kept at once. */
export function RulesList({ orgSlug, keyId, rows, setRule }: RulesListProps) {
  const router = useRouter();
  return (
    <Card className="max-w-3xl">
      <ul aria-label="Alert rules" className="divide-y divide-line px-5">
        {rows.map((row) => (
          <RuleRow
            // What is stored is what is shown, whoever changed it.
            key={`${row.kind} ${row.isOn} ${row.value} ${row.from}`}
            row={row}
            isOfKey={keyId !== null}
            save={
              setRule === null
                ? null
                : async (rule) => {
                    const result = await setRule(orgSlug, { keyId, kind: row.kind, rule });
                    router.refresh();
                    return result;
                  }
            }
          />
        ))}
      </ul>
    </Card>
  );
}
