import type { IsoRange } from "./calendar-weeks";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `12 Mar 2026`, or `28 Dec 2025 – 3 Jan 2026`; a year that both days share is said once. */
export function formatDays({ from, to }: IsoRange): string {
  if (from === to) return day(from, true);
  return `${day(from, from.slice(0, 4) !== to.slice(0, 4))} – ${day(to, true)}`;
}

function day(iso: string, withYear: boolean): string {
  const [year = "", month = "", date = ""] = iso.split("-");
  const name = `${Number(date)} ${MONTHS[Number(month) - 1] ?? month}`;
  return withYear ? `${name} ${Number(year)}` : name;
}
