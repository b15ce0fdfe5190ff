/**
 * Puts text on the clipboard, also when the text has yet to be fetched.
 *
 * Browsers allow a copy only as the answer to a click; handing the promise over at once keeps that permission while
 * the fetch runs. Rejects when the text cannot be had or the browser refuses.
 */
export async function copyText(text: string | Promise<string>): Promise<void> {
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard === undefined) return copyBySelection(await text);
  if (typeof text === "string") return clipboard.writeText(text);
  if (typeof ClipboardItem === "undefined") return clipboard.writeText(await text);
  const blob = text.then((value) => new Blob([value], { type: "text/plain" }));
  const [fetched, written] = await Promise.allSettled([
    text,
    clipboard.write([new ClipboardItem({ "text/plain": blob })]),
  ]);
  // Whoever asks wants to hear why the fetch failed, not that the clipboard got nothing.
  if (fetched.status === "rejected") throw fetched.reason;
  if (written.status === "rejected") return clipboard.writeText(fetched.value);
}

/** Pages served over plain http have no clipboard API. */
function copyBySelection(text: string): void {
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("readonly", "");
  area.className = "fixed top-0 opacity-0";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (!copied) throw new Error("The browser did not allow copying.");
}
