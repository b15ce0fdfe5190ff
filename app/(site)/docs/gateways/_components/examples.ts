/** The working configurations under `examples/`, in the order they are shown. The files that are tested are shown. */
export const GATEWAY_EXAMPLES = [
  {
    id: "nginx",
    label: "nginx",
    files: ["nginx.conf"],
    note: "Asks with auth_request, which passes on nothing but 401 and 403. With mode=nginx Keyward says the rest in fields, and the configuration makes the real answer of them.",
  },
  {
    id: "caddy",
    label: "Caddy",
    files: ["Caddyfile"],
    note: "Asks with reverse_proxy. A call with its key in the query goes to Keyward's own edge, because Caddy cannot take one parameter out of a query.",
  },
  {
    id: "haproxy",
    label: "HAProxy",
    files: ["haproxy.cfg", "keyward.lua"],
    note: "Asks with a short Lua script on HAProxy's own HTTP client. Needs HAProxy 2.6 or newer with Lua, as distributions build it.",
  },
  {
    id: "traefik",
    label: "Traefik",
    files: ["traefik.yml", "keyward.yml"],
    note: "Asks with forwardAuth. Written from Traefik's documentation, not run in Keyward's own tests.",
  },
  {
    id: "envoy",
    label: "Envoy",
    files: ["envoy.yaml"],
    note: "Asks with ext_authz and a path prefix. Written from Envoy's documentation, not run in Keyward's own tests.",
  },
] as const;
