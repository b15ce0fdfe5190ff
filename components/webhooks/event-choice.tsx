"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import { CHOOSABLE_EVENTS, EVENT_TYPES } from "@/lib/webhooks/event-types";

type EventName = (typeof CHOOSABLE_EVENTS)[number];

type EventChoiceProps = {
  mode: "all" | "some";
  onMode: (mode: "all" | "some") => void;
  value: readonly EventName[];
  onChange: (events: EventName[]) => void;
};

/** What most want to hear of who do not want everything. */
const USUAL: EventName[] = ["key.disabled", "key.deleted", "alert.raised", "leak.found", "leak.token_found"];

const GROUPS = [
  { start: "key.", label: "Keys" },
  { start: "qps_request.", label: "QPS requests" },
  { start: "alert.", label: "Alerts" },
  { start: "leak.", label: "Leaks" },
] as const;

/** Which events a webhook gets: all, later ones included, or those that are ticked. */
export function EventChoice({ mode, onMode, value, onChange }: EventChoiceProps) {
  const change = (next: string) => {
    onMode(next === "some" ? "some" : "all");
    if (next === "some" && value.length === 0) onChange(USUAL);
  };
  return (
    <div className="grid gap-3">
      <RadioGroup aria-label="Events" value={mode} onValueChange={change}>
        <Radio value="all" label="All events" help="Also those that are added later." />
        <Radio
          value="some"
          label="Only some"
          {...(mode === "some" && { help: `${value.length} of ${CHOOSABLE_EVENTS.length} chosen.` })}
        />
      </RadioGroup>
      {mode === "some" ? (
        <div className="grid max-h-64 gap-4 overflow-y-auto rounded-md border border-line p-3">
          {GROUPS.map(({ start, label }) => (
            <fieldset key={start} className="grid gap-2">
              <legend className="mb-2 font-medium text-sm">{label}</legend>
              <div className="grid gap-2 sm:grid-cols-2">
                {CHOOSABLE_EVENTS.filter((event) => event.startsWith(start)).map((event) => (
                  <Checkbox
                    key={event}
                    checked={value.includes(event)}
                    onCheckedChange={(checked) => onChange(withEvent(value, event, checked === true))}
                    label={EVENT_TYPES[event].label}
                    help={<span className="font-mono text-xs">{event}</span>}
                  />
                ))}
              </div>
            </fieldset>
          ))}
        </div>
      ) : null}
    </div>
  );
}

function withEvent(events: readonly EventName[], event: EventName, isChosen: boolean): EventName[] {
  return CHOOSABLE_EVENTS.filter((one) => (one === event ? isChosen : events.includes(one)));
}
