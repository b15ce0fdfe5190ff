import { formatExact } from "@/components/ui/format-number";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatMoney } from "@/lib/std/money";
import type { BillingCycle } from "@/lib/usage/cycle-schemas";

/** What each endpoint class came to in a month. */
export function ClassesTable({ billing }: { billing: BillingCycle }) {
  const { classes, currency } = billing;
  return (
    // Six columns of numbers in half a page.
    <Table label="Transactions by endpoint class" density="compact" className="[&_:is(td,th)]:px-2">
      <TableHead>
        <tr>
          <TableHeader>Product and class</TableHeader>
          <TableHeader align="right">Requests</TableHeader>
          <TableHeader align="right">Transactions</TableHeader>
          {currency === null ? null : (
            <>
              <TableHeader align="right">Included</TableHeader>
              <TableHeader align="right">Per 1,000</TableHeader>
              <TableHeader align="right">Cost</TableHeader>
            </>
          )}
        </tr>
      </TableHead>
      <TableBody>
        {classes.map((one) => (
          <TableRow key={one.classId}>
            <TableCell>
              {one.productName} <span className="text-ink-muted">{one.className}</span>
            </TableCell>
            <TableCell align="right">{formatExact(one.requests)}</TableCell>
            <TableCell align="right">{formatExact(one.transactions)}</TableCell>
            {currency === null ? null : (
              <>
                <TableCell align="right">
                  {one.included === 0 ? (
                    <span className="text-ink-muted">none</span>
                  ) : (
                    formatExact(one.included)
                  )}
                </TableCell>
                <TableCell align="right">
                  {one.perThousandMicros === null ? (
                    <span className="text-ink-muted">no price</span>
                  ) : (
                    formatMoney(one.perThousandMicros, currency)
                  )}
                </TableCell>
                <TableCell align="right">{formatMoney(one.costMicros, currency)}</TableCell>
              </>
            )}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
