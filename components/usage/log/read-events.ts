import type { TailEvent } from "@/lib/usage/tail-schemas";

/**
 * The events of a live tail, as they come. Comments, and what is none of our events, are passed over: a newer server may say more.
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<TailEvent> {
  // The schema comes with the first tail, not with the page.
  const schemas = await import("@/lib/usage/tail-schemas");
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let waiting = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      waiting += decoder.decode(value, { stream: true });
      const blocks = waiting.split("\n\n");
      waiting = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = eventOf(block, schemas.TailEvent);
        if (event !== null) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function eventOf(block: string, schema: typeof TailEvent): TailEvent | null {
  const data = block
    .split("\n")
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(5).trimStart())
    .join("\n");
  if (data === "") return null;
  try {
    return schema.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}
