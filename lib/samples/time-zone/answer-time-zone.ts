import { errorAnswer, jsonAnswer, parametersOf } from "@/lib/samples/answer";
import { Position } from "@/lib/samples/schemas";
import { timeZoneAt } from "./by-position";

/** The time zone at `?position=lat,lon`; 400 in JSON when that is no position. Never kept: it tells the time. */
export function answerTimeZone(url: URL, now: Date): Response {
  const position = Position.safeParse(parametersOf(url)?.position);
  if (!position.success) {
    return errorAnswer({
      status: 400,
      code: "INVALID_REQUEST",
      message: "Give position=<latitude>,<longitude> once, in decimal degrees.",
    });
  }
  return jsonAnswer(timeZoneAt(position.data, now), 0);
}
