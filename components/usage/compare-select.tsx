import type { KeyChoice } from "@/components/frame/key-search";
import { Select } from "@/components/ui/select";
import { PREVIOUS } from "@/lib/usage/ranges";

type CompareSelectProps = {
  value: string;
  onValueChange: (value: string | null) => void;
  /** Keys to hold the numbers against. */
  keys: readonly KeyChoice[];
};

const NOTHING = "none";

/** Holds the numbers against the period before, or against another key. */
export function CompareSelect({ value, onValueChange, keys }: CompareSelectProps) {
  const isUnknown = value !== "" && value !== PREVIOUS && keys.every(({ id }) => id !== value);
  return (
    <Select
      aria-label="Compare with"
      className="sm:w-48"
      value={value === "" ? NOTHING : value}
      options={[
        { value: NOTHING, label: "No comparison" },
        { value: PREVIOUS, label: "Previous period" },
        ...keys.map(({ id, name }) => ({ value: id, label: `Key ${name}` })),
        ...(isUnknown ? [{ value, label: `Key ${value.slice(0, 8)}…` }] : []),
      ]}
      onValueChange={(next) => onValueChange(next === NOTHING ? null : next)}
    />
  );
}
