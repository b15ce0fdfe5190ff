import { formatExact } from "@/components/ui/format-number";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { RingOverview } from "@/lib/material/overview-schema";

/** How many things are under each version. */
export function RingPlaces({ ring }: { ring: RingOverview }) {
  const { versions, places, newest, name } = ring;
  return (
    <Table label={`What is under each version of the ${name} key`} density="compact">
      <TableHead>
        <TableRow>
          <TableHeader>What it seals</TableHeader>
          {versions.map(({ version, check }) => (
            <TableHeader key={version} align="right">
              Version {version}
              {check === null ? (
                <span className="ml-1.5 font-normal text-danger-ink">not held here</span>
              ) : (
                <span className="ml-1.5 font-mono font-normal">{check}</span>
              )}
            </TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {places.map(({ label, rows }) => (
          <TableRow key={label}>
            <TableCell className="py-1.5">{label}</TableCell>
            {versions.map(({ version }) => {
              const count = rows[version] ?? 0;
              const isLeft = count > 0 && version !== newest;
              return (
                <TableCell
                  key={version}
                  align="right"
                  className={isLeft ? "font-medium tabular-nums text-warn-ink" : "tabular-nums"}
                >
                  {count === 0 ? <span className="text-ink-muted">0</span> : formatExact(count)}
                </TableCell>
              );
            })}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
