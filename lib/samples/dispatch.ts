import { errorAnswer } from "./answer";
import { answerTile } from "./map/answer-tile";
import { answerGeocode } from "./search/answer-geocode";
import { answerTimeZone } from "./time-zone/answer-time-zone";

/**
 * The sample API behind a path below `/samples`; 404 in JSON for any other.
 *
 * Not a tree of route handlers, because Next decodes their parameters and answers 500 when a path is not UTF-8.
 */
export function dispatchSample(request: Request, url: URL): Response | Promise<Response> {
  const path = url.pathname;
  if (/^\/samples\/map\/1\/tile\/basic\/main\/[^/]+\/[^/]+\/[^/]+$/.test(path))
    return answerTile(request, url);
  if (/^\/samples\/search\/2\/geocode\/[^/]+$/.test(path)) return answerGeocode(url);
  if (path === "/samples/timezone/1/byPosition.json") return answerTimeZone(url, new Date());
  return errorAnswer({ status: 404, code: "NOT_FOUND", message: "No sample API has this path." });
}
