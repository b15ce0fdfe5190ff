import { z } from "zod";
import { errorAnswer, isNotModified, parametersOf } from "@/lib/samples/answer";
import { parseTileAddress } from "./tile-address";
import { getTile } from "./tiles";

/** The sample has one view of disputed borders and one size; it says so instead of ignoring the wish. */
const TileParameters = z.object({
  view: z.literal("Unified").optional(),
  tileSize: z.literal("256").optional(),
});

/** The PNG of one tile with `ETag`; 304 when the client has it, 400 or 404 in JSON when there is no such tile. */
export async function answerTile(request: Request, url: URL): Promise<Response> {
  const [z = "", x = "", y = ""] = url.pathname.split("/").slice(-3);
  const address = parseTileAddress({ z, x, y });
  if (!address.ok) {
    return address.reason === "malformed"
      ? errorAnswer({
          status: 400,
          code: "INVALID_REQUEST",
          message: "A tile is {z}/{x}/{y}.png in whole numbers, with zoom 0 to 22.",
        })
      : errorAnswer({
          status: 404,
          code: "NO_SUCH_TILE",
          message: "This tile lies outside the world: x and y run from 0 to 2^z - 1, z from 0 to 22.",
        });
  }
  if (!TileParameters.safeParse(parametersOf(url)).success) {
    return errorAnswer({
      status: 400,
      code: "INVALID_REQUEST",
      message: "This sample knows view=Unified and tileSize=256, each once.",
    });
  }
  const { bytes, etag } = await getTile(address.address);
  const headers = { ETag: etag, "Cache-Control": "max-age=86400" };
  if (isNotModified(request, etag)) return new Response(null, { status: 304, headers });
  return new Response(bytes, {
    headers: { ...headers, "Content-Type": "image/png", "Content-Length": String(bytes.length) },
  });
}
