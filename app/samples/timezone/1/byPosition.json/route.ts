import { answerSample } from "@/lib/samples/answer";
import { answerTimeZone } from "@/lib/samples/time-zone/answer-time-zone";

export async function GET(request: Request): Promise<Response> {
  return answerSample(request, (url) => answerTimeZone(url, new Date()));
}
