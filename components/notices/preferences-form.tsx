"use client";

import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { notify } from "@/components/ui/notify";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { ActionResult } from "@/lib/actions/result";
import type { NoticeChoice, NoticePreference } from "@/lib/notices/schemas";

/** What a kind is about, by the first part of its name. */
const ABOUT: Readonly<Record<string, string>> = {
  key: "Keys",
  token: "Keys",
  org: "Organization",
  webhook: "Organization",
  qps: "QPS requests",
  review: "QPS requests",
  support: "Support",
  alert: "Alerts",
};

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
      {byAbout(shown).map(([about, ofIt], at) => (
        <TableBody key={about}>
          <tr>
            <th
              scope="rowgroup"
              colSpan={3}
              className={cn(
                "h-9 border-line border-b px-3 text-left font-medium text-ink-muted text-xs",
                at > 0 && "border-t",
              )}
            >
              {about}
            </th>
          </tr>
          {ofIt.map((preference) => {
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
      ))}
    </Table>
  );
}

/** What belongs together, in the order in which it was first named. */
function byAbout(preferences: readonly NoticePreference[]): [string, NoticePreference[]][] {
  const groups = new Map<string, NoticePreference[]>();
  for (const preference of preferences) {
    const about = ABOUT[preference.kind.split(".", 1)[0] ?? ""] ?? "Other";
    groups.set(about, [...(groups.get(about) ?? []), preference]);
  }
  return [...groups];
}
