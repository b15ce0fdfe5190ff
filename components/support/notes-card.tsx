import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Note } from "@/lib/support/notes";

/** What support wrote down. */
export function NotesCard({ notes }: { notes: readonly Note[] }) {
  return (
    <Card>
      <CardHeader
        title="Notes"
        description={
          notes.length === 0
            ? "None yet. Customers never see them."
            : "Written by support. Customers never see them."
        }
      />
      {notes.length === 0 ? null : (
        <ul className="divide-y divide-line border-line border-t">
          {notes.map(({ id, at, ticket, author, body, isEscalation, resolvedAt }) => (
            <li key={id} className="px-5 py-3">
              <p className="flex flex-wrap gap-x-3 text-sm text-ink-muted">
                <span>{author}</span>
                <span>{ticket}</span>
                <RelativeTime at={at} isPast />
                {isEscalation ? (
                  resolvedAt === null ? (
                    <Badge tone="warn">Waits for an operator</Badge>
                  ) : (
                    <Badge tone="ok">Dealt with</Badge>
                  )
                ) : null}
              </p>
              <p dir="auto" className="mt-1 whitespace-pre-wrap break-words">
                {body}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
