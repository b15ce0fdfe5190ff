"use client";

import { Plus, Trash2 } from "lucide-react";
import { type Control, useController, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { FormField } from "@/components/ui/form-field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { useNow } from "@/components/ui/use-now";
import { DayToggles } from "./day-toggles";
import type { EditValues } from "./edit-values";
import { hoursSentence } from "./hours-now";
import { zoneOptions } from "./zone-options";

type HoursFieldsProps = {
  control: Control<EditValues>;
  windows: readonly { id: string }[];
  onAdd: () => void;
  onRemove: (index: number) => void;
};

/** The time zone and the windows of an hours restriction, and whether the key would work now. */
export function HoursFields({ control, windows, onAdd, onRemove }: HoursFieldsProps) {
  const { fieldState } = useController({ control, name: "hours.windows" });
  const hours = useWatch({ control, name: "hours" });
  const error = fieldState.error?.message ?? fieldState.error?.root?.message;
  return (
    <>
      <FormField control={control} name="hours.zone" label="Time zone" className="max-w-sm">
        {({ value: zone, onChange: setZone, onBlur, ref }) => (
          <Combobox
            ref={ref}
            options={zoneOptions(zone)}
            value={zone}
            onValueChange={setZone}
            onBlur={onBlur}
            searchLabel="Search time zones"
          />
        )}
      </FormField>
      <div className="grid gap-3">
        {windows.map((window, index) => (
          <HoursWindowRow key={window.id} control={control} index={index} onRemove={() => onRemove(index)} />
        ))}
        <div aria-live="polite" className="contents">
          {error ? <p className="text-sm text-danger-ink">{error}</p> : null}
        </div>
        <div>
          <Button size="sm" onClick={onAdd}>
            <Plus aria-hidden="true" />
            Add window
          </Button>
        </div>
      </div>
      <OpenNow hours={{ ...hours, windows: hours.windows.map(toEdge) }} />
    </>
  );
}

function toEdge(window: EditValues["hours"]["windows"][number]) {
  return { ...window, to: window.to === "00:00" ? "24:00" : window.to };
}

function OpenNow({ hours }: { hours: EditValues["hours"] }) {
  const sentence = hoursSentence(hours, useNow());
  return (
    <p role="status" className="text-sm text-ink-muted" suppressHydrationWarning>
      {sentence ?? "Each window needs at least one day, a start and an end."} A window may cross midnight.
    </p>
  );
}

type RowProps = { control: Control<EditValues>; index: number; onRemove: () => void };

function HoursWindowRow({ control, index, onRemove }: RowProps) {
  const { field: days } = useController({ control, name: `hours.windows.${index}.days` });
  const { field: from } = useController({ control, name: `hours.windows.${index}.from` });
  const { field: to } = useController({ control, name: `hours.windows.${index}.to` });
  const named = `window ${index + 1}`;
  return (
    <fieldset className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <legend className="sr-only">Window {index + 1}</legend>
      <DayToggles value={days.value} onChange={days.onChange} />
      <div className="flex items-center gap-2">
        <Input type="time" aria-label={`From, ${named}`} className="w-32" {...from} />
        <span aria-hidden="true">–</span>
        <Input type="time" aria-label={`To, ${named}`} className="w-32" {...to} />
        <IconButton icon={Trash2} label={`Remove ${named}`} size="sm" onClick={onRemove} />
      </div>
    </fieldset>
  );
}
