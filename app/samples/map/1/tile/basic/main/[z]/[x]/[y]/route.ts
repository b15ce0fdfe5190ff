import { answerSample } from "@/lib/samples/answer";
import { answerTile } from "@/lib/samples/map/answer-tile";

type Context = { params: Promise<{ z: string; x: string; y: string }> };

export async function GET(request: Request, context: Context): Promise<Response> {
  const parts = await context.params;
  return answerSample(request, (url) => answerTile(request, url, parts));
}
