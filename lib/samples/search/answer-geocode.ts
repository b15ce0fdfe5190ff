import { errorAnswer, jsonAnswer, parametersOf } from "@/lib/samples/answer";
import { GeocodeQuery } from "@/lib/samples/schemas";
import { runJob } from "@/lib/samples/worker/pool";

/** The places that answer to `{query}.json`; 400 in JSON when the path or a parameter makes no sense. */
export async function answerGeocode(url: URL): Promise<Response> {
  const query = queryOf(url.pathname);
  if (query === null) {
    return invalid("The query stands in the path as {query}.json, percent-encoded as UTF-8.");
  }
  const parsed = GeocodeQuery.safeParse({ ...parametersOf(url), query });
  if (!parsed.success || parametersOf(url) === null) {
    const issue = parsed.error?.issues[0];
    return invalid(issue ? `${issue.path.join(".")}: ${issue.message}` : "Give each parameter once.");
  }
  return jsonAnswer(await runJob("geocode", parsed.data));
}

function queryOf(pathname: string): string | null {
  const file = pathname.slice(pathname.lastIndexOf("/") + 1);
  if (!file.endsWith(".json")) return null;
  try {
    return decodeURIComponent(file.slice(0, -".json".length));
  } catch {
    return null;
  }
}

function invalid(message: string): Response {
  return errorAnswer({ status: 400, code: "INVALID_REQUEST", message });
}
