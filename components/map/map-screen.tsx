"use client";

import { Map as MapIcon } from "lucide-react";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import type { ActionResult } from "@/lib/actions/result";
import { type Destination, MapCanvas } from "./map-canvas";
import { MeteredClient } from "./metered-client";
import { PlaceSearch } from "./place-search";
import { TrafficLine } from "./traffic-line";

export type MapKey = {
  readonly id: string;
  readonly name: string;
  readonly preview: { readonly head: string; readonly tail: string };
  readonly productSlugs: readonly string[];
};

type MapScreenProps = {
  orgSlug: string;
  /** Keys the viewer may copy and that draw maps; at least one. */
  keys: readonly MapKey[];
  initialKeyId: string;
  copySecretAction: (orgSlug: string, input: { keyId: string }) => Promise<ActionResult<{ secret: string }>>;
};

type Loaded = { readonly key: MapKey; readonly client: MeteredClient };

/**
 * A map drawn with a key of the viewer's choice. The secret is fetched by a click, lives in the client object while the
 * map is open, and is neither drawn nor kept.
 */
export function MapScreen({ orgSlug, keys, initialKeyId, copySecretAction }: MapScreenProps) {
  const [keyId, setKeyId] = useState(initialKeyId);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [isLoading, setLoading] = useState(false);
  const [fault, setFault] = useState("");
  const [destination, setDestination] = useState<Destination | null>(null);
  const chosen = keys.find((key) => key.id === keyId);

  const load = async (key: MapKey) => {
    setLoading(true);
    setFault("");
    const result = await copySecretAction(orgSlug, { keyId: key.id }).catch(() => null);
    setLoading(false);
    if (!result?.ok) {
      setFault(
        result?.error.message ?? "The dashboard did not answer. Check that you are online, then try again.",
      );
      return;
    }
    setDestination(null);
    setLoaded({ key, client: new MeteredClient(result.data.secret) });
  };

  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <Combobox
          aria-label="Key to draw the map with"
          searchLabel="Search keys"
          className="w-full sm:w-72"
          value={keyId}
          onValueChange={setKeyId}
          options={keys.map(({ id, name, preview }) => ({
            value: id,
            label: name,
            help: `kw_${preview.head}…${preview.tail}`,
          }))}
        />
        <Button
          variant={loaded?.key.id === keyId ? "secondary" : "primary"}
          pending={isLoading}
          disabled={!chosen || loaded?.key.id === keyId}
          onClick={() => chosen && void load(chosen)}
        >
          Load map with this key
        </Button>
        {loaded?.key.productSlugs.includes("search") ? (
          <div className="w-full sm:ml-auto sm:w-auto">
            <PlaceSearch key={loaded.key.id} client={loaded.client} onChoose={setDestination} />
          </div>
        ) : null}
      </div>
      {fault ? (
        <Banner tone="danger" title="The secret was not handed out">
          {fault}
        </Banner>
      ) : null}
      {loaded ? (
        <>
          <MapCanvas
            key={loaded.key.id}
            client={loaded.client}
            hasTimeZone={loaded.key.productSlugs.includes("time-zone")}
            destination={destination}
          />
          <TrafficLine
            client={loaded.client}
            analyticsHref={`/o/${orgSlug}/analytics?key=${loaded.key.id}`}
          />
          {loaded.key.productSlugs.includes("time-zone") ? (
            <p className="text-sm text-ink-muted">Click the map for the time zone of a place.</p>
          ) : null}
        </>
      ) : (
        <div className="grid h-[60vh] min-h-80 place-content-center justify-items-center gap-2 rounded-lg border border-line border-dashed bg-surface px-6 text-center text-ink-muted">
          <MapIcon aria-hidden="true" className="size-6 text-ink-faint" strokeWidth={1.5} />
          <p className="max-w-md">
            Every tile of this map is a real call with your key and counts against its limits. Fetching the
            secret leaves a row in the audit log.
          </p>
        </div>
      )}
    </div>
  );
}
