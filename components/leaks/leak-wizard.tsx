"use client";

import { useMemo, useRef, useState } from "react";
import { steppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { refusalSentence } from "@/components/keys/refusal-sentence";
import { notify } from "@/components/ui/notify";
import type { LeakReport } from "@/lib/leaks/report";
import type { LeakActions } from "./leak-actions";
import { LeakCard } from "./leak-card";
import { PasteCard } from "./paste-card";
import { SiblingsCard } from "./siblings-card";
import { UnknownNotice } from "./unknown-notice";

type LeakWizardProps = {
  orgSlug: string;
  /** Keys that were named on the way here, with nothing pasted. */
  known: readonly LeakReport[];
  canReport: boolean;
  actions: LeakActions;
};

/** From "this key leaked" to what was done about it: paste, see, act, look at its siblings. */
export function LeakWizard({ orgSlug, known, canReport, actions }: LeakWizardProps) {
  const [reports, setReports] = useState(known);
  const [unknown, setUnknown] = useState<readonly string[]>([]);
  const results = useRef<HTMLDivElement>(null);
  const respond = useMemo(() => steppingUp(actions.respond), [actions.respond]);

  const lookUp = async (digests: string[]): Promise<string | null> => {
    const result = await actions.find(orgSlug, { digests, keyIds: [] });
    if (!result.ok) return refusalSentence(result.error);
    setReports(result.data.reports);
    setUnknown(result.data.unknown);
    requestAnimationFrame(() => results.current?.focus());
    return null;
  };
  /** What is true of a key after something was done about it. */
  const reload = async ({ keyId, secrets }: LeakReport) => {
    const digests = secrets.map(({ digest }) => digest);
    const result = await actions.find(orgSlug, { digests, keyIds: digests.length > 0 ? [] : [keyId] });
    if (!result.ok) return notify.failed(result.error);
    const [fresh] = result.data.reports;
    if (fresh) setReports((old) => old.map((one) => (one.keyId === keyId ? fresh : one)));
  };
  return (
    <div className="grid max-w-4xl gap-6">
      <PasteCard lookUp={lookUp} hasResults={reports.length > 0} />
      <div ref={results} tabIndex={-1} className="grid gap-6 outline-none empty:hidden">
        {unknown.length > 0 ? <UnknownNotice count={unknown.length} hasOthers={reports.length > 0} /> : null}
        {reports.map((report) => (
          <LeakCard
            key={report.keyId}
            orgSlug={orgSlug}
            report={report}
            respond={respond}
            onResponded={() => void reload(report)}
          />
        ))}
        {reports.length > 0 ? (
          <SiblingsCard
            key={reports.map(({ keyId }) => keyId).join()}
            orgSlug={orgSlug}
            keyIds={reports.map(({ keyId }) => keyId)}
            canReport={canReport}
            load={actions.siblings}
            respond={respond}
          />
        ) : null}
      </div>
    </div>
  );
}
