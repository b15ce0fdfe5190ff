import { answerSample } from "@/lib/samples/answer";
import { answerTile } from "@/lib/samples/map/answer-tile";

export async function GET(request: Request): Promise<Response> {
  return answerSample(request, (url) => answerTile(request, url));
}
