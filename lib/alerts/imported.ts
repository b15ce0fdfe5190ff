import { z } from "zod";
import { getSetting, setSetting } from "@/lib/db/settings";

const SETTING = "usage.imported";
const Imported = z.object({ until: z.iso.datetime() });

/**
 * Notes that calls before `until` were brought in from elsewhere and counted by no edge: where they stop, the import ended, and
 * no key fell silent.
 */
export async function markImported(until: Date): Promise<void> {
  await setSetting(SETTING, { until: until.toISOString() });
}

/** Until when calls were brought in, Unix time; 0: all were counted here. */
export async function importedUntil(): Promise<number> {
  const stored = await getSetting(SETTING);
  return stored === null ? 0 : Date.parse(Imported.parse(stored).until);
}
