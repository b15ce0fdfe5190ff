const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SENT_AT_HOUR = 7;

/** Under this name preferences keep that somebody wants one mail of alerts a day; no kind of notice is called so. */
export const DAILY_MAIL = "alerts.daily_mail";

/** When what happens at this moment is sent to somebody who wants one mail a day: at the next 07:00 UTC. */
export function dailyMailAt(at: Date): Date {
  const today = Math.floor(at.getTime() / DAY_MS) * DAY_MS + SENT_AT_HOUR * HOUR_MS;
  return new Date(today > at.getTime() ? today : today + DAY_MS);
}
