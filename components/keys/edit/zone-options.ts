/** Time zones to choose from: all this browser knows, and the one that was chosen elsewhere. */
export function zoneOptions(chosen: string): { value: string; label: string }[] {
  const zones = new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), chosen]);
  return [...zones].map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
}
