import Link from "next/link";
import { StatusBadge } from "@/components/keys/status-badge";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { Chip } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { Sibling } from "@/lib/leaks/siblings";

/** How it went with one sibling. */
export type Outcome =
  | { kind: "disable" | "rotate"; secret: string | null }
  | { kind: "refused"; sentence: string };

type SiblingsTableProps = {
  orgSlug: string;
  keys: readonly Sibling[];
  canReport: boolean;
  ticked: ReadonlySet<string>;
  onTick: (ticked: ReadonlySet<string>) => void;
  outcomes: ReadonlyMap<string, Outcome>;
};

export function SiblingsTable({ orgSlug, keys, canReport, ticked, onTick, outcomes }: SiblingsTableProps) {
  const toggle = (id: string, isTicked: boolean) =>
    onTick(new Set(isTicked ? [...ticked, id] : [...ticked].filter((one) => one !== id)));
  return (
    <Table label="Siblings" density="compact" boxClassName="max-h-96" className="whitespace-nowrap">
      <TableHead>
        <TableRow>
          {canReport ? (
            <TableHeader className="w-8">
              <span className="sr-only">Choose</span>
            </TableHeader>
          ) : null}
          <TableHeader>Key</TableHeader>
          <TableHeader>In common</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader>Last used</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {keys.map((key) => (
          <TableRow key={key.id}>
            {canReport ? (
              <TableCell>
                {key.canRotate || key.canDisable ? (
                  <Checkbox
                    aria-label={`Choose ${key.name}`}
                    checked={ticked.has(key.id)}
                    onCheckedChange={(checked) => toggle(key.id, checked === true)}
                  />
                ) : null}
              </TableCell>
            ) : null}
            <TableCell>
              <Link href={`/o/${orgSlug}/keys/${key.id}`} className="font-medium hover:underline">
                <bdi>{key.name}</bdi>
              </Link>
            </TableCell>
            <TableCell className="text-ink-muted">{inCommon(key)}</TableCell>
            <TableCell>
              <Result sibling={key} outcome={outcomes.get(key.id)} />
            </TableCell>
            <TableCell>
              <RelativeTime at={key.lastUsedAt} isPast />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Result({ sibling, outcome }: { sibling: Sibling; outcome: Outcome | undefined }) {
  if (outcome === undefined) return <StatusBadge status={sibling.status} />;
  if (outcome.kind === "refused") return <span className="text-danger-ink">{outcome.sentence}</span>;
  if (outcome.secret === null) return <Badge tone="danger">Disabled</Badge>;
  return (
    <span className="inline-flex items-center gap-2">
      <Badge tone="ok">Rotated</Badge>
      <Chip what="new secret" secret text={outcome.secret}>
        {`${outcome.secret.slice(0, 7)}…${outcome.secret.slice(-4)}`}
      </Chip>
    </span>
  );
}

function inCommon({ isSameCreator, createdBy, sharedProducts }: Sibling): string {
  const [product, ...others] = sharedProducts;
  const products = product && (others.length > 0 ? `${product} and ${others.length} more` : product);
  return [isSameCreator ? `by ${createdBy ?? "the same account"}` : undefined, products]
    .filter((part) => part !== undefined)
    .join(", ");
}
