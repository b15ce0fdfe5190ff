/** Which alerts a list shows. */
export const ALERT_VIEWS = ["open", "aside", "all"] as const;
