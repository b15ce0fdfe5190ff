"use client";

import { type Control, Controller, useWatch } from "react-hook-form";
import { Checkbox } from "@/components/ui/checkbox";
import { MultiCombobox } from "@/components/ui/combobox";
import { FormField } from "@/components/ui/form-field";
import type { EditValues } from "./edit-values";
import { EntriesField } from "./entries-field";

type FieldsProps = { control: Control<EditValues> };

const EMPTY_ALLOW = "Empty allows everything that is not denied.";

/** What an address restriction lists. */
export function IpFields({ control }: FieldsProps) {
  return (
    <>
      <EntriesField
        control={control}
        name="ip.allow"
        label="Allowed addresses"
        placeholder="192.0.2.7, 198.51.100.0/24, 2001:db8::/32"
        help={`IPv4 or IPv6, single or as a network (CIDR), separated by commas. ${EMPTY_ALLOW}`}
      />
      <EntriesField
        control={control}
        name="ip.deny"
        label="Denied addresses"
        placeholder="203.0.113.0/24"
        help="Wins over what is allowed."
      />
    </>
  );
}

/** What a user agent restriction lists. */
export function UserAgentFields({ control }: FieldsProps) {
  return (
    <>
      <EntriesField
        control={control}
        name="userAgent.allow"
        label="Allowed user agents"
        placeholder="FleetApp/*, okhttp/4.*"
        help={`* stands for any characters; upper and lower case are the same. ${EMPTY_ALLOW}`}
      />
      <EntriesField
        control={control}
        name="userAgent.deny"
        label="Denied user agents"
        placeholder="python-requests/*"
        help="Wins over what is allowed."
      />
      <Controller
        control={control}
        name="userAgent.denyKnownBots"
        render={({ field }) => (
          <Checkbox
            checked={field.value}
            onCheckedChange={(next) => field.onChange(next === true)}
            label="Deny known bots"
            help="Crawlers, scrapers, link previews, monitors and driven browsers that say what they are. HTTP libraries and command-line tools are not among them."
          />
        )}
      />
    </>
  );
}

type CountryFieldsProps = FieldsProps & { countries: readonly { code: string; name: string }[] };

/** What a country restriction lists. */
export function CountryFields({ control, countries }: CountryFieldsProps) {
  const { allow, deny } = useWatch({ control, name: "country" });
  const options = countries.map(({ code, name }) => ({ value: code, label: name, keywords: [code] }));
  const nameOf = new Map(countries.map(({ code, name }) => [code, name]));
  const chosen = (codes: readonly string[]) =>
    codes.length > 3 ? `Chosen: ${codes.map((code) => nameOf.get(code) ?? code).join(", ")}. ` : "";
  return (
    <>
      <CountriesField
        control={control}
        name="country.allow"
        label="Allowed countries"
        help={`${chosen(allow)}${EMPTY_ALLOW} Addresses of no known country do not pass an allow list.`}
        options={options}
        placeholder="Every country"
      />
      <CountriesField
        control={control}
        name="country.deny"
        label="Denied countries"
        help={`${chosen(deny)}Wins over what is allowed.`}
        options={options}
        placeholder="None"
      />
    </>
  );
}

type CountriesFieldProps = FieldsProps & {
  name: "country.allow" | "country.deny";
  label: string;
  help: string;
  options: { value: string; label: string; keywords: string[] }[];
  placeholder: string;
};

function CountriesField({ control, name, label, help, options, placeholder }: CountriesFieldProps) {
  return (
    <FormField control={control} name={name} label={label} help={help}>
      {({ value, onChange, onBlur, ref }) => (
        <MultiCombobox
          ref={ref}
          options={options}
          value={value}
          onValueChange={onChange}
          onBlur={onBlur}
          searchLabel="Search countries"
          placeholder={placeholder}
        />
      )}
    </FormField>
  );
}
