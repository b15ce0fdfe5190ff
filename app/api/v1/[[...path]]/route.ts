import { answerRequest } from "@/lib/management/handle";

const answer = (request: Request): Promise<Response> => answerRequest(request);

// One handler for every address and method: what is nothing's gets a problem, too, and no page.
export { answer as DELETE, answer as GET, answer as OPTIONS, answer as PATCH, answer as POST, answer as PUT };

export async function HEAD(request: Request): Promise<Response> {
  const { status, headers } = await answer(request);
  return new Response(null, { status, headers });
}
