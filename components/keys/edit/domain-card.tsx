"use client";

import dynamic from "next/dynamic";
import { type Control, Controller, useWatch } from "react-hook-form";
import type { EditValues } from "./edit-values";
import { entriesOf } from "./entry-list";
import { RestrictionCard } from "./restriction-card";

// What it lists is in the page from the start where it is on, and else comes when somebody is about to turn it on.
const DomainFields = dynamic(() => import("./domain-fields").then((module) => module.DomainFields));
const load = () => void import("./domain-fields").catch(() => {});

/** The web sites a key may be used from. */
export function DomainCard({ control }: { control: Control<EditValues> }) {
  const allow = useWatch({ control, name: "domain.allow" });
  return (
    <Controller
      control={control}
      name="domain.mode"
      render={({ field: { value, onChange } }) => (
        <RestrictionCard
          name="domain"
          description="Web sites that may call with this key, judged by the Origin header, else the Referer. Browsers send them honestly; any other program can forge them, so this keeps a key from being used on other sites and proves nothing about who calls."
          mode={value}
          onModeChange={onChange}
          onReach={load}
          count={entriesOf(allow).length}
        >
          <DomainFields control={control} />
        </RestrictionCard>
      )}
    />
  );
}
