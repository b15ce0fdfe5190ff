import { Code } from "../../_components/prose";

/** A sentence of the document, whose `code` stands between backticks. */
export function Marked({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the text is written down and never changes.
    index % 2 === 1 ? <Code key={index}>{part}</Code> : part,
  );
}
