import { createLoader, parseAsInteger, parseAsStringLiteral } from "nuqs/server";
import { HYGIENE_GRADES, HYGIENE_REASONS } from "@/lib/hygiene/score";

/** The fleet page's state in the URL. */
export const hygieneParams = {
  reason: parseAsStringLiteral(HYGIENE_REASONS),
  grade: parseAsStringLiteral(HYGIENE_GRADES),
  page: parseAsInteger.withDefault(1),
};

export const loadHygieneParams = createLoader(hygieneParams);
