"use client";

import "leaflet/dist/leaflet.css";
import type * as Leaflet from "leaflet";
import { useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";
import type { MeteredClient } from "./metered-client";
import { createTileLayer } from "./tile-layer";
import { showTimeZoneOnClick } from "./time-zone-popup";

/** A place to go to; a new object moves the map again. */
export type Destination = { readonly lat: number; readonly lon: number; readonly name: string };

type MapCanvasProps = {
  client: MeteredClient;
  /** The key may ask for time zones. */
  hasTimeZone: boolean;
  destination: Destination | null;
};

const START: Leaflet.LatLngTuple = [30, 10];
const START_ZOOM = 2;
const PLACE_ZOOM = 10;

/** Leaflet's own controls in the colours of the theme. */
const LEAFLET_LOOK = [
  "[&_.leaflet-bar]:border-line! [&_.leaflet-bar_a]:border-line! [&_.leaflet-bar_a]:bg-raised! [&_.leaflet-bar_a]:text-ink!",
  "[&_.leaflet-bar_a:hover]:bg-hover! [&_.leaflet-bar_a.leaflet-disabled]:text-ink-faint!",
  "[&_.leaflet-popup-content-wrapper]:bg-raised! [&_.leaflet-popup-content-wrapper]:text-ink! [&_.leaflet-popup-tip]:bg-raised!",
  "[&_.leaflet-popup-close-button]:text-ink-muted!",
  "[&_.leaflet-tooltip]:border-line! [&_.leaflet-tooltip]:bg-raised! [&_.leaflet-tooltip]:text-ink! [&_.leaflet-tooltip]:before:border-transparent!",
  "[&_.leaflet-control-attribution]:bg-surface/85! [&_.leaflet-control-attribution]:text-ink-muted!",
];

/** The map itself. Every tile on it is a call of `client`. Arrow keys pan, plus and minus zoom. */
export function MapCanvas({ client, hasTimeZone, destination }: MapCanvasProps) {
  const box = useRef<HTMLDivElement>(null);
  const shown = useRef<{ leaflet: typeof Leaflet; map: Leaflet.Map; mark: Leaflet.CircleMarker | null }>(
    undefined,
  );

  useEffect(() => {
    let isGone = false;
    let undo = () => {};
    void import("leaflet").then(({ default: leaflet }) => {
      const element = box.current;
      if (isGone || !element) return;
      const map = leaflet
        .map(element, { minZoom: 1, maxZoom: 22, worldCopyJump: true })
        .setView(START, START_ZOOM);
      map.attributionControl.setPrefix("Leaflet");
      createTileLayer(leaflet, client).addTo(map);
      const forget = hasTimeZone ? showTimeZoneOnClick(leaflet, map, client) : () => {};
      shown.current = { leaflet, map, mark: null };
      undo = () => {
        forget();
        map.remove();
        shown.current = undefined;
      };
    });
    return () => {
      isGone = true;
      undo();
    };
  }, [client, hasTimeZone]);

  useEffect(() => {
    const current = shown.current;
    if (!current || !destination) return;
    const at: Leaflet.LatLngTuple = [destination.lat, destination.lon];
    current.mark?.remove();
    current.mark = current.leaflet
      .circleMarker(at, { radius: 9, weight: 3, className: "stroke-accent fill-accent/20" })
      .bindTooltip(destination.name, { direction: "top", offset: [0, -8] })
      .addTo(current.map);
    current.map.setView(at, PLACE_ZOOM);
  }, [destination]);

  return (
    <section
      ref={box}
      aria-label="Map. Arrow keys pan, plus and minus zoom."
      // Leaflet's layers have z-indices of their own; isolated, menus and dialogs stay above them.
      className={cn(
        "isolate h-[60vh] min-h-80 rounded-lg border border-line bg-sunken! font-sans!",
        LEAFLET_LOOK,
      )}
    />
  );
}
