const LINK = /(https?:\/\/[^\s]+)/;

/** Plain text whose addresses can be clicked. */
export function LinkedText({ text }: { text: string }) {
  return (
    <div className="text-sm break-words whitespace-pre-wrap">
      {text.split(LINK).map((part, index) =>
        LINK.test(part) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed text never move.
          <a key={index} href={part} className="break-all text-accent-ink underline underline-offset-2">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </div>
  );
}
