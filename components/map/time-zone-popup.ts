import type * as Leaflet from "leaflet";
import type { TimeZoneAnswer } from "@/lib/samples/schemas";
import type { MeteredClient } from "./metered-client";

/** Shows the time zone of the place that was clicked. Returns what undoes it. */
export function showTimeZoneOnClick(
  leaflet: typeof Leaflet,
  map: Leaflet.Map,
  client: MeteredClient,
): () => void {
  let aborter = new AbortController();
  const onClick = ({ latlng }: Leaflet.LeafletMouseEvent) => {
    aborter.abort();
    aborter = new AbortController();
    const { signal } = aborter;
    const popup = leaflet
      .popup({ minWidth: 160 })
      .setLatLng(latlng)
      .setContent(lines(["Looking up…"]))
      .openOn(map);
    const { lat, lng } = latlng.wrap();
    client
      .get(`/timezone/1/byPosition.json?position=${lat.toFixed(5)},${lng.toFixed(5)}`, signal)
      .then(async (response) => {
        // The schema comes with the first answer, not with the page.
        const [body, schemas] = await Promise.all([response.json(), import("@/lib/samples/schemas")]);
        return schemas.TimeZoneAnswer.parse(body);
      })
      .then(
        ({ TimeZones: [zone] }) => zone && popup.setContent(lines(sentences(zone))),
        (error: Error) => {
          if (!signal.aborted) popup.setContent(lines(["No time zone", error.message]));
        },
      );
  };
  map.on("click", onClick);
  return () => {
    aborter.abort();
    map.off("click", onClick);
  };
}

function sentences({ Id, Names, ReferenceTime }: TimeZoneAnswer["TimeZones"][number]): string[] {
  const clock = ReferenceTime.WallTime.slice(11, 16);
  return [Id, `${clock} ${ReferenceTime.Tag}`, Names.Generic];
}

/** Text nodes, never markup: what is shown came from an answer. */
function lines(texts: readonly string[]): HTMLElement {
  const box = document.createElement("div");
  texts.forEach((text, i) => {
    const line = document.createElement("div");
    line.textContent = text;
    line.style.fontWeight = i === 0 ? "500" : "400";
    box.append(line);
  });
  return box;
}
