import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";

type TableProps = ComponentProps<"table"> & {
  /** What the rows are ("Keys"): names the table and the region it scrolls in. */
  label: string;
  density?: "regular" | "compact";
  /** Gives the box a height of its own, `max-h-[70vh]` for instance; the head then stays in view. */
  boxClassName?: string;
};

/** Rows of 44 px, or 36 px when compact. Wide tables scroll inside their own box. */
export function Table({ label, density = "regular", boxClassName, className, ...rest }: TableProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section would not say that it scrolls; the region is named.
    <div
      role="region"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
      tabIndex={0}
      className={cn("scroll-hint relative rounded-lg border border-line shadow-lift", boxClassName)}
    >
      <table
        aria-label={label}
        data-density={density}
        className={cn("group/table w-full border-separate border-spacing-0 text-sm", className)}
        {...rest}
      />
    </div>
  );
}

export function TableHead({ className, ...rest }: ComponentProps<"thead">) {
  return <thead className={cn("sticky top-0 z-10", className)} {...rest} />;
}

export function TableBody(props: ComponentProps<"tbody">) {
  return <tbody {...props} />;
}

type TableRowProps = ComponentProps<"tr"> & { selected?: boolean };

export function TableRow({ selected = false, className, ...rest }: TableRowProps) {
  return (
    <tr
      aria-selected={selected || undefined}
      className={cn("group/row transition-colors hover:bg-hover/60 aria-selected:bg-selected", className)}
      {...rest}
    />
  );
}

type CellProps = { /** Numbers stand right. */ align?: "left" | "right" };

export function TableHeader({
  align = "left",
  className,
  children,
  ...rest
}: Omit<ComponentProps<"th">, "align"> & CellProps) {
  return (
    <th
      scope="col"
      className={cn(
        "h-9 border-b border-line bg-sunken px-3 text-xs font-medium whitespace-nowrap text-ink-muted",
        align === "right" ? "text-right" : "text-left",
        className,
      )}
      {...rest}
    >
      {children}
    </th>
  );
}

type SortableHeaderProps = Omit<ComponentProps<"th">, "align"> &
  CellProps & { sorted: "asc" | "desc" | false; onSort: () => void };

export function SortableTableHeader({ sorted, onSort, children, ...rest }: SortableHeaderProps) {
  const Icon = sorted === "asc" ? ArrowUp : sorted === "desc" ? ArrowDown : ChevronsUpDown;
  return (
    <TableHeader aria-sort={sorted ? (sorted === "asc" ? "ascending" : "descending") : "none"} {...rest}>
      <button
        type="button"
        onClick={onSort}
        className={cn(
          "-mx-1 inline-flex h-7 items-center gap-1 rounded-sm px-1 hover:text-ink",
          sorted && "text-ink",
        )}
      >
        {children}
        <Icon aria-hidden="true" className={cn("size-3", !sorted && "opacity-60")} />
      </button>
    </TableHeader>
  );
}

export function TableCell({
  align = "left",
  className,
  ...rest
}: Omit<ComponentProps<"td">, "align"> & CellProps) {
  return (
    <td
      className={cn(
        "h-11 border-b border-line px-3 group-data-[density=compact]/table:h-9 group-last/row:border-b-0",
        align === "right" && "text-right",
        className,
      )}
      {...rest}
    />
  );
}
