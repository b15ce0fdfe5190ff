// The rules of the house. Each has a reason; `scripts/boundaries.mjs` plants a violation of each and fails when one passes.

const TEST = "\\.(test|prop\\.test|db\\.test)\\.tsx?$|/contract\\.ts$";
const PURE = "^lib/(std|errors)/|^lib/edge/(?!adapters/)";
const CLIENT_SAFE = [
  "^lib/(std|errors)/",
  "^lib/[^/]+/schemas\\.ts$",
  "^lib/keys/(status|health|billing-types|restrictions-schema|life-schemas|edit-schema|create-schema|list-schema|suggestions/schemas)\\.ts$",
  // Words and sizes apart from the schemas made of them: what only shows them fetches no zod.
  "^lib/keys/(terms|search-text|restriction-entries|no-restrictions|bulk/sizes)\\.ts$",
  "^lib/(leaks/terms|limits/units|alerts/views|qps/sizes|webhooks/delivery-states)\\.ts$",
  "^lib/keys/bulk/schemas\\.ts$",
  "^lib/usage/((rotation|breakdown|export|request|cycle|tail)-schemas|ranges|name-products)\\.ts$",
  "^lib/plans/price-schemas\\.ts$",
  "^lib/members/permissions\\.ts$",
  "^lib/orgs/policies/schemas\\.ts$",
  "^lib/management/scopes\\.ts$",
  "^lib/webhooks/event-types\\.ts$",
  "^lib/hygiene/score\\.ts$",
  "^lib/actions/result\\.ts$",
  "^lib/edge/verdict\\.ts$",
  // Pure, as all of the core: a form says what the edge will say because it asks the same code.
  "^lib/edge/restrictions/",
  "^lib/edge/(secret-format|percent|cidr|ip-address|redact)\\.ts$",
  "^lib/limits/class-qps\\.ts$",
  "^lib/support/refusal-phrases\\.ts$",
  "^lib/qps/(demand|evidence-schema|phase|views|what-if)\\.ts$",
];

export default {
  forbidden: [
    {
      name: "no-cycles",
      comment: "A cycle means two rooms are one room; neither can be read or tested alone.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "core-is-pure",
      comment:
        "lib/edge decides on every call, on every host. It imports nothing but the pure set: no next, react, prisma, node:*, env, clock.",
      severity: "error",
      from: { path: PURE, pathNot: TEST },
      to: { pathNot: PURE },
    },
    {
      name: "std-imports-nothing",
      comment: "lib/std is under everything, so it may stand on nothing.",
      severity: "error",
      from: { path: "^lib/std/", pathNot: TEST },
      to: { pathNot: "^lib/std/" },
    },
    {
      name: "lib-knows-no-screen",
      comment: "The domain owns the contract; a form imports it, never the other way round.",
      severity: "error",
      from: { path: "^lib/", pathNot: TEST },
      to: { path: "^(app|components|edge|e2e|test)/|^(proxy|server|instrumentation(-client)?)\\.ts$" },
    },
    {
      name: "components-call-no-verbs",
      comment:
        "Components get data and actions as props. They see schemas, plain tables and std, never a verb or the database.",
      severity: "error",
      from: { path: "^components/", pathNot: TEST },
      to: { path: "^lib/", pathNot: CLIENT_SAFE },
    },
    {
      name: "components-reach-no-server",
      comment: "Whatever a component imports may end in the browser's bundle.",
      severity: "error",
      from: { path: "^components/", pathNot: TEST },
      to: { path: "^lib/(db|sealing)/|^lib/env\\.ts$", reachable: true },
    },
    {
      name: "app-routes-only",
      comment: "app/ is routing, layouts, actions and thin handlers: no Prisma and no SQL.",
      severity: "error",
      from: { path: "^app/", pathNot: TEST },
      to: { path: "^lib/db/|(^|/)node_modules/(@prisma|prisma|pg)/" },
    },
    {
      name: "database-behind-lib",
      comment:
        "Only verbs, the seed, the command line and tests reach the database; the servers migrate at start and close it at the end.",
      severity: "error",
      from: { pathNot: "^(lib|prisma/seed|test|cli|e2e|bench)/|^(edge/)?server\\.ts$" },
      to: { path: "^lib/db/" },
    },
    {
      name: "one-prisma-client",
      comment:
        "The global omit of hashes and ciphertext lives in lib/db/client.ts; a second client would not have it.",
      severity: "error",
      from: { pathNot: "^lib/db/" },
      to: { path: "(^|/)node_modules/@prisma/(client|adapter-pg)/" },
    },
    {
      name: "domains-meet-at-verbs",
      comment: "A domain reaches another through its verbs; internal.ts is private to its folder.",
      severity: "error",
      from: { path: "^lib/([^/]+)/" },
      to: { path: "^lib/[^/]+/internal\\.ts$", pathNot: "^lib/$1/" },
    },
    {
      name: "internal-is-internal",
      comment: "Nobody outside lib may use what a domain keeps to itself.",
      severity: "error",
      from: { pathNot: "^lib/" },
      to: { path: "^lib/[^/]+/internal\\.ts$" },
    },
    {
      name: "schemas-are-client-safe",
      comment: "A schema is shared with the browser: zod and constants only.",
      severity: "error",
      from: { path: ["^lib/[^/]+/schemas\\.ts$", "^lib/keys/(restrictions|edit)-schema\\.ts$"] },
      to: {
        path: [
          "^lib/(db|sealing)/",
          "^lib/accounts/(?!schemas\\.ts$)",
          "^lib/env\\.ts$",
          "^(fs|path|crypto|child_process|http)$",
        ],
        reachable: true,
      },
    },
    {
      name: "shipped-code-has-no-test-tools",
      comment: "A development dependency is not there in production.",
      severity: "error",
      from: {
        path: "^(lib|app|components)/|^(proxy|server|instrumentation(-client)?)\\.ts$",
        pathNot: TEST,
      },
      to: {
        dependencyTypes: ["npm-dev"],
        dependencyTypesNot: ["type-only"],
        pathNot: "(^|/)node_modules/@types/",
      },
    },
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: "node_modules|^lib/db/generated/" },
    exclude: { path: "^(\\.next[^/]*|dist|\\.data)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
