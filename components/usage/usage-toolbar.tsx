"use client";

import { DateRangePicker, type DateRangeValue } from "@/components/ui/date-range-picker";
import { Select } from "@/components/ui/select";
import { detailsFor, USAGE_PRESETS, type UsageDetail, type UsagePreset } from "@/lib/usage/ranges";
import { detailOf, rangeOf, type UsageParams } from "./usage-params";

type UsageToolbarProps = {
  params: UsageParams;
  onChange: (params: { [Name in keyof UsageParams]?: UsageParams[Name] | null }) => void;
};

const PRESET_WORDS = {
  "1h": "Last hour",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
} as const satisfies Record<UsagePreset, string>;

const DETAIL_WORDS = {
  minute: "By minute",
  hour: "By hour",
  day: "By day",
} as const satisfies Record<UsageDetail, string>;

const PRESETS = USAGE_PRESETS.map((id) => ({ id, label: PRESET_WORDS[id] }));

/** What a new range begins with. */
const UNZOOMED = { start: null, end: null, detail: null };

/** When, and how finely. Details that a range cannot be shown in are not offered. */
export function UsageToolbar({ params, onChange }: UsageToolbarProps) {
  const range = rangeOf(params);
  const unzoomed = rangeOf({ ...params, start: null, end: null }) as DateRangeValue;
  const setRange = (value: DateRangeValue) => {
    if ("preset" in value) {
      const preset = USAGE_PRESETS.find((one) => one === value.preset) ?? null;
      onChange({ ...UNZOOMED, range: preset, from: null, to: null });
    } else {
      onChange({ ...UNZOOMED, range: null, from: new Date(value.from), to: new Date(value.to) });
    }
  };
  return (
    <>
      <DateRangePicker value={unzoomed} onValueChange={setRange} presets={PRESETS} />
      <Select
        aria-label="Detail"
        className="sm:w-32"
        value={detailOf(params)}
        options={detailsFor(range).map((value) => ({ value, label: DETAIL_WORDS[value] }))}
        onValueChange={(value) =>
          onChange({ detail: detailsFor(range).find((one) => one === value) ?? null })
        }
      />
    </>
  );
}
