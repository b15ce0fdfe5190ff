import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { NoticesFilter } from "@/lib/notices/schemas";

export const NOTICE_VIEWS = ["all", "unread"] as const;

/** The page's state in the URL. */
export const noticesParams = {
  show: parseAsStringLiteral(NOTICE_VIEWS).withDefault("all"),
  kind: parseAsString.withDefault(""),
  after: parseAsString.withDefault(""),
};
export type NoticesParams = inferParserType<typeof noticesParams>;

export const loadNoticesParams = createLoader(noticesParams);
export const serializeNoticesParams = createSerializer(noticesParams);

export function noticesFilterOf({ show, kind }: NoticesParams): NoticesFilter {
  return { isUnreadOnly: show === "unread", ...(kind === "" ? {} : { kind }) };
}
