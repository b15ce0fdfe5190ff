import type { KeyName } from "../cast";
import type { Row } from "../row";

const call = (name: KeyName, fields: readonly string[] = [], path = "/t/a") => ({
  line: `GET ${path} HTTP/1.1`,
  fields: [`X-API-Key: {${name}}`, ...fields],
});
const STRANGE = ["Origin: https://evil.test", "User-Agent: curl"];
const KNOWN = ["Origin: https://app.example", "User-Agent: MapsApp/2"];

/** What restrictions that only observe would have refused: the calls pass, and it is counted which rules they broke. */
export const OBSERVED_ROWS: readonly Row[] = [
  {
    name: "rules that only observe let everything pass, and a browser may read it",
    send: call("watched", STRANGE),
    gets: { status: 200, headers: { "access-control-allow-origin": "https://evil.test" } },
    observes: ["domain", "ip", "user_agent", "country", "hours"],
  },
  {
    name: "only the rules that a call breaks are counted",
    send: call("watched", KNOWN),
    gets: { status: 200 },
    observes: ["ip", "country", "hours"],
  },
  {
    name: "a call without origin and user agent breaks the rules that ask for them",
    send: call("watched"),
    gets: { status: 200 },
    observes: ["domain", "ip", "user_agent", "country", "hours"],
  },
  {
    name: "a call that a limit refuses after that has broken them as well",
    after: [{ ...call("watched", KNOWN, "/slow/a"), status: 200 }],
    send: call("watched", KNOWN, "/slow/a"),
    gets: { status: 429, code: "qps_exceeded" },
    observes: ["ip", "country", "hours"],
  },
  {
    name: "beside a rule that is enforced one that observes goes on counting",
    send: call("half-watched", STRANGE),
    gets: { status: 403, code: "user_agent_not_allowed" },
    observes: ["domain"],
  },
  {
    name: "what passes the enforced rule is counted for the other",
    send: call("half-watched", ["Origin: https://evil.test", "User-Agent: MapsApp/2"]),
    gets: { status: 200 },
    observes: ["domain"],
  },
  {
    name: "a call that an earlier gate refuses has broken no rule",
    send: call("watched", STRANGE, "/other/a"),
    gets: { status: 403, code: "product_not_allowed" },
  },
  {
    name: "rules that are off judge nothing",
    send: call("unwatched", ["Origin: https://evil.test"]),
    gets: { status: 200 },
  },
];
