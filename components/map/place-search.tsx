"use client";

import { useEffect, useRef, useState } from "react";
import { SearchInput } from "@/components/ui/search-input";
import type { GeocodeAnswer } from "@/lib/samples/schemas";
import type { Destination } from "./map-canvas";
import type { MeteredClient } from "./metered-client";

type Found =
  | { phase: "idle" }
  | { phase: "found"; results: GeocodeAnswer["results"] }
  | { phase: "failed"; reason: string };

/** Typing makes a call per pause, not per letter. */
const PAUSE_MS = 350;

/** Finds a place with the Search API of the same key. */
export function PlaceSearch({
  client,
  onChoose,
}: {
  client: MeteredClient;
  onChoose: (to: Destination) => void;
}) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found>({ phase: "idle" });
  const skip = useRef(false);

  useEffect(() => {
    const query = text.replace(/[\\/]/g, " ").trim();
    if (query === "" || skip.current) {
      skip.current = false;
      setFound({ phase: "idle" });
      return;
    }
    const aborter = new AbortController();
    const timer = setTimeout(() => {
      search(client, query, aborter.signal).then(
        (results) => setFound({ phase: "found", results }),
        (error: Error) => {
          if (!aborter.signal.aborted) setFound({ phase: "failed", reason: error.message });
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [client, text]);

  const choose = ({ address, position }: GeocodeAnswer["results"][number]) => {
    skip.current = text !== address.freeformAddress;
    setText(address.freeformAddress);
    setFound({ phase: "idle" });
    onChoose({ ...position, name: address.freeformAddress });
  };

  return (
    <search>
      <form
        className="relative w-full sm:w-80"
        onKeyDown={(event) => {
          if (event.key === "Escape") setFound({ phase: "idle" });
        }}
        onSubmit={(event) => {
          event.preventDefault();
          const first = found.phase === "found" ? found.results[0] : undefined;
          if (first) choose(first);
        }}
      >
        <SearchInput
          label="Search a place"
          value={text}
          maxLength={100}
          onChange={(event) => setText(event.target.value)}
        />
        {found.phase === "idle" ? null : (
          <div className="absolute top-full z-20 mt-1 w-full rounded-md bg-raised p-1 shadow-pop">
            {found.phase === "found" ? (
              <ul aria-label="Places found">
                {found.results.map((result) => (
                  <li key={result.id}>
                    <button
                      type="button"
                      className="w-full rounded-sm px-2 py-1.5 text-left text-sm hover:bg-hover focus-visible:bg-hover"
                      onClick={() => choose(result)}
                    >
                      {result.address.freeformAddress}
                      <span className="ml-2 text-ink-muted">{result.address.countrySubdivisionCode}</span>
                    </button>
                  </li>
                ))}
              </ul>
            ) : null}
            <p role="status" className="px-2 py-1.5 text-sm text-ink-muted empty:hidden">
              {found.phase === "failed"
                ? found.reason
                : found.results.length === 0
                  ? "No place answers to that."
                  : null}
            </p>
          </div>
        )}
      </form>
    </search>
  );
}

async function search(
  client: MeteredClient,
  query: string,
  signal: AbortSignal,
): Promise<GeocodeAnswer["results"]> {
  const path = `/search/2/geocode/${encodeURIComponent(query)}.json?limit=6`;
  const response = await client.get(path, signal);
  // The schema comes with the first answer, not with the page.
  const [body, schemas] = await Promise.all([response.json(), import("@/lib/samples/schemas")]);
  return schemas.GeocodeAnswer.parse(body).results;
}
