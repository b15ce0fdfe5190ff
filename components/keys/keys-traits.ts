import type { ComboboxOption } from "@/components/ui/combobox";
import { TRAITS } from "@/lib/keys/terms";
import type { ListParams } from "./list-params";

type Chosen = Pick<ListParams, "is" | "unused" | "expiring">;

const UNUSED = [7, 30, 90] as const;
const EXPIRING = [7, 30] as const;

const TRAIT_OPTIONS: Record<(typeof TRAITS)[number], Omit<ComboboxOption, "value">> = {
  unrestricted: { label: "Unrestricted", help: "No restriction is enforced.", keywords: ["open"] },
  rotating: { label: "Rotating", help: "An old or an unused secret is around." },
  leaked: { label: "Leaked", help: "Somebody said that it had leaked." },
};

/** What can be chosen besides status, product and billing; days that only the URL names are offered, too. */
export function traitOptions({ unused, expiring }: Chosen): ComboboxOption[] {
  return [
    ...TRAITS.map((trait) => ({ value: trait, ...TRAIT_OPTIONS[trait] })),
    ...daysOf(EXPIRING, expiring).map((days) => ({
      value: `expiring:${days}`,
      label: `Expiring in ${days} days`,
    })),
    ...daysOf(UNUSED, unused).map((days) => ({ value: `unused:${days}`, label: `Unused for ${days} days` })),
  ];
}

function daysOf(offered: readonly number[], chosen: number | null): number[] {
  const all = chosen === null || offered.includes(chosen) ? [...offered] : [...offered, chosen];
  return all.sort((a, b) => a - b);
}

/** The chosen options by their values. */
export function toTraitValues({ is, unused, expiring }: Chosen): string[] {
  return [
    ...is,
    ...(expiring === null ? [] : [`expiring:${expiring}`]),
    ...(unused === null ? [] : [`unused:${unused}`]),
  ];
}

/** What the chosen values mean; of two numbers of days the one chosen last holds. */
export function fromTraitValues(values: readonly string[]): Chosen {
  const days = (name: string) => {
    const last = values.findLast((value) => value.startsWith(`${name}:`));
    return last === undefined ? null : Number(last.slice(name.length + 1));
  };
  return {
    is: TRAITS.filter((trait) => values.includes(trait)),
    unused: days("unused"),
    expiring: days("expiring"),
  };
}
