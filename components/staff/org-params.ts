import {
  createLoader,
  createSerializer,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { ORG_STATES, ORG_TYPES } from "@/lib/orgs/schemas";

/** What the list of organizations shows, in the URL. */
export const orgParams = {
  q: parseAsString.withDefault(""),
  type: parseAsStringLiteral(ORG_TYPES),
  state: parseAsStringLiteral(ORG_STATES),
  page: parseAsInteger.withDefault(1),
};

export const loadOrgParams = createLoader(orgParams);
export const orgParamsText = createSerializer(orgParams);
