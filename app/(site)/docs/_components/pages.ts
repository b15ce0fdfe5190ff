/** The pages of the documentation in reading order. */
export const DOCS_PAGES = [
  { href: "/docs", title: "Overview", summary: "What the edge is, and where to start." },
  { href: "/docs/first-call", title: "First call", summary: "From a key to a map tile in a minute." },
  {
    href: "/docs/authentication",
    title: "Authentication",
    summary: "How a call carries its key, and how to keep the key yours.",
  },
  {
    href: "/docs/tokens",
    title: "Access tokens",
    summary: "Short-lived credentials for programs that should not carry the secret.",
  },
  { href: "/docs/limits", title: "Limits", summary: "Queries per second, and how to live with a 429." },
  { href: "/docs/metrics", title: "Metrics", summary: "What every number of Analytics means." },
  { href: "/docs/errors", title: "Errors", summary: "Every code: what it means and how to mend it." },
  {
    href: "/docs/guides",
    title: "Guides",
    summary: "Storing, splitting and rotating keys, and a run-book for a leak.",
  },
  {
    href: "/docs/api",
    title: "Management API",
    summary: "Keys, rotations, usage and the audit log for programs.",
  },
  {
    href: "/docs/webhooks",
    title: "Webhooks",
    summary: "What is sent when something happens, and how to know that it comes from us.",
  },
  {
    href: "/docs/leaks",
    title: "Report leaks",
    summary: "For whoever scans code in the open and finds secrets of ours.",
  },
  {
    href: "/docs/verify",
    title: "Verify calls",
    summary: "For the service behind the edge: proof that a call came through it.",
  },
  {
    href: "/docs/gateways",
    title: "Your gateway",
    summary: "nginx, Caddy, HAProxy, Traefik or Envoy forward; Keyward decides.",
  },
] as const;
