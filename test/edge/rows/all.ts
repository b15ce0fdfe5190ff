import type { Row } from "../row";
import { ANSWER_ROWS } from "./answers";
import { BODY_ROWS } from "./bodies";
import { CLASSIC_ROWS } from "./classic";
import { CORS_ROWS } from "./cors";
import { CREDENTIAL_ROWS } from "./credentials";
import { FORWARDING_ROWS } from "./forwarding";
import { GATE_ROWS } from "./gates";
import { LIMIT_ROWS } from "./limits";
import { MESSAGE_ROWS } from "./messages";
import { OBSERVED_ROWS } from "./observed";
import { QUOTA_ROWS } from "./quotas";
import { REPLAY_ROWS } from "./replays";
import { RESTRICTION_ROWS } from "./restrictions";
import { TARGET_ROWS } from "./targets";
import { TOKEN_ROWS } from "./tokens";
import { WIRE_ROWS } from "./wire";

/** The conformance suite by subject. Every host answers every row the same. */
export const ROWS: Readonly<Record<string, readonly Row[]>> = {
  credentials: CREDENTIAL_ROWS,
  targets: TARGET_ROWS,
  tokens: TOKEN_ROWS,
  gates: GATE_ROWS,
  restrictions: RESTRICTION_ROWS,
  "restrictions that observe": OBSERVED_ROWS,
  limits: LIMIT_ROWS,
  quotas: QUOTA_ROWS,
  "what counts as a call": REPLAY_ROWS,
  messages: MESSAGE_ROWS,
  bodies: BODY_ROWS,
  "requests upstream": FORWARDING_ROWS,
  "answers of an upstream": ANSWER_ROWS,
  "connections of an upstream": WIRE_ROWS,
  "other origins": CORS_ROWS,
  "TomTom's style": CLASSIC_ROWS,
};
