import { answerSample } from "@/lib/samples/answer";
import { dispatchSample } from "@/lib/samples/dispatch";

/** Every path below `/samples`: `proxy.ts` rewrites them here and notes the target as it was sent. */
export async function GET(request: Request): Promise<Response> {
  return answerSample(request, (url) => dispatchSample(request, url));
}
