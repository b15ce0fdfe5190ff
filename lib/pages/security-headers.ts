const FEATURES_OFF = [
  "accelerometer",
  "autoplay",
  "camera",
  "clipboard-read",
  "display-capture",
  "encrypted-media",
  "gamepad",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "publickey-credentials-get",
  "screen-wake-lock",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

const HSTS = "max-age=63072000; includeSubDomains";

const FIXED: readonly (readonly [string, string])[] = [
  ["X-Content-Type-Options", "nosniff"],
  ["X-Frame-Options", "DENY"],
  // Not `no-referrer`: with it a plain form sends `Origin: null`, and the origin check refuses it.
  ["Referrer-Policy", "same-origin"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  ["Cross-Origin-Embedder-Policy", "require-corp"],
  ["X-Permitted-Cross-Domain-Policies", "none"],
  ["X-DNS-Prefetch-Control", "off"],
  ["Permissions-Policy", [...FEATURES_OFF.map((name) => `${name}=()`), "clipboard-write=(self)"].join(", ")],
];

/** Headers on every answer of the dashboard, its API and its files included. HSTS only where https is in use. */
export function securityHeaders(isHttps: boolean): readonly (readonly [name: string, value: string])[] {
  return isHttps ? [...FIXED, ["Strict-Transport-Security", HSTS]] : FIXED;
}
