import { answerSample } from "@/lib/samples/answer";
import { answerGeocode } from "@/lib/samples/search/answer-geocode";

export async function GET(request: Request): Promise<Response> {
  return answerSample(request, answerGeocode);
}
