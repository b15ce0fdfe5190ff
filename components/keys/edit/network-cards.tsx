"use client";

import dynamic from "next/dynamic";
import { type Control, Controller, useWatch } from "react-hook-form";
import type { EditValues } from "./edit-values";
import { entriesOf } from "./entry-list";
import { RestrictionCard } from "./restriction-card";

type CardProps = { control: Control<EditValues> };

// What they list is in the page from the start where they are on, and else comes when somebody is about to turn one on.
const IpFields = dynamic(() => import("./network-fields").then((module) => module.IpFields));
const UserAgentFields = dynamic(() => import("./network-fields").then((module) => module.UserAgentFields));
const CountryFields = dynamic(() => import("./network-fields").then((module) => module.CountryFields));
const load = () => void import("./network-fields").catch(() => {});

/** The addresses a key may be used from. */
export function IpCard({ control }: CardProps) {
  const { allow, deny } = useWatch({ control, name: "ip" });
  return (
    <Controller
      control={control}
      name="ip.mode"
      render={({ field: { value, onChange } }) => (
        <RestrictionCard
          name="ip"
          description="Addresses and networks, the strongest restriction for servers."
          mode={value}
          onModeChange={onChange}
          onReach={load}
          count={entriesOf(allow).length + entriesOf(deny).length}
        >
          <IpFields control={control} />
        </RestrictionCard>
      )}
    />
  );
}

/** The programs a key may be used by, as they call themselves. */
export function UserAgentCard({ control }: CardProps) {
  const { allow, deny, denyKnownBots } = useWatch({ control, name: "userAgent" });
  return (
    <Controller
      control={control}
      name="userAgent.mode"
      render={({ field: { value, onChange } }) => (
        <RestrictionCard
          name="userAgent"
          description="What a program calls itself in the User-Agent header. Like a domain it can be forged: it keeps honest programs apart."
          mode={value}
          onModeChange={onChange}
          onReach={load}
          count={entriesOf(allow).length + entriesOf(deny).length + (denyKnownBots ? 1 : 0)}
        >
          <UserAgentFields control={control} />
        </RestrictionCard>
      )}
    />
  );
}

type CountryCardProps = CardProps & { countries: readonly { code: string; name: string }[] };

/** The countries a key may be used from. */
export function CountryCard({ control, countries }: CountryCardProps) {
  const { allow, deny } = useWatch({ control, name: "country" });
  return (
    <Controller
      control={control}
      name="country.mode"
      render={({ field: { value, onChange } }) => (
        <RestrictionCard
          name="country"
          description="Where the client's address is registered, by a local database. It is right for most addresses, not for all."
          mode={value}
          onModeChange={onChange}
          onReach={load}
          count={allow.length + deny.length}
        >
          <CountryFields control={control} countries={countries} />
        </RestrictionCard>
      )}
    />
  );
}
