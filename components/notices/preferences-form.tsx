"use client";

import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { notify } from "@/components/ui/notify";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ActionResult } from "@/lib/actions/result";
import type { NoticeChoice, NoticePreference } from "@/lib/notices/schemas";

type PreferencesFormProps = {
  preferences: readonly NoticePreference[];
  /** Keeps one choice. */
  choose: (choice: NoticeChoice) => Promise<ActionResult<null>>;
};

/** What a person hears of, and how; each choice is kept at once. */
export function PreferencesForm({ preferences, choose }: PreferencesFormProps) {
  const router = useRouter();
  const [, startTransition] = useTransition();
  const [shown, showNow] = useOptimistic(preferences, (all, changed: NoticePreference) =>
    all.map((one) => (one.kind === changed.kind ? changed : one)),
  );
  const change = (preference: NoticePreference) =>
    startTransition(async () => {
      showNow(preference);
      const { kind, isShown, isMailed } = preference;
      const result = await choose({ kind, isShown, isMailed });
      if (!result.ok) notify.failed(result.error);
      router.refresh();
    });
  return (
    <Table label="What you hear of" className="max-w-3xl" boxClassName="max-w-3xl">
      <TableHead>
        <TableRow>
          <TableHeader>What happens</TableHeader>
          <TableHeader className="w-20 text-center sm:w-28">Dashboard</TableHeader>
          <TableHeader className="w-20 text-center sm:w-28">Mail</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {shown.map((preference) => {
          const { kind, label, isAlwaysTold, isShown, isMailed } = preference;
          return (
            <TableRow key={kind}>
              <TableCell className="py-2.5">
                {label}
                {isAlwaysTold ? <span className="block text-ink-muted">Always told</span> : null}
              </TableCell>
              <TableCell className="text-center">
                <Checkbox
                  aria-label={`${label}: in the dashboard`}
                  className="mx-auto"
                  checked={isShown}
                  disabled={isAlwaysTold}
                  onCheckedChange={(checked) => change({ ...preference, isShown: checked === true })}
                />
              </TableCell>
              <TableCell className="text-center">
                <Checkbox
                  aria-label={`${label}: by mail`}
                  className="mx-auto"
                  checked={isMailed}
                  disabled={isAlwaysTold}
                  onCheckedChange={(checked) => change({ ...preference, isMailed: checked === true })}
                />
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
