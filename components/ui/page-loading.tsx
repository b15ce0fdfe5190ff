import type { ReactNode } from "react";
import { cn } from "./cn";
import { PageHeader } from "./page-header";
import { Skeleton } from "./skeleton";
import { TableSkeleton } from "./table-skeleton";

type PageLoadingProps = {
  title: string;
  /** Where it is the same for everybody. */
  description?: ReactNode;
  /** The place of a button. */
  actions?: ReactNode;
  children: ReactNode;
};

/** A page before there is anything in it: its heading, and the places of what is to come. */
export function PageLoading({ title, children, ...header }: PageLoadingProps) {
  const name = title.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase());
  return (
    <div role="status" aria-label={`Loading ${name}`}>
      <PageHeader title={title} {...header} />
      {children}
    </div>
  );
}

type CardPlacesProps = {
  /** A class each, as high as the card will be. */
  heights: readonly `h-${string}`[];
  className?: string;
};

/** Places of cards, one below the other unless the class says otherwise. */
export function CardPlaces({ heights, className }: CardPlacesProps) {
  return (
    <div className={cn("grid gap-6", className)}>
      {heights.map((height, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places never move
        <Skeleton key={index} className={cn("rounded-lg", height)} />
      ))}
    </div>
  );
}

type RowPlacesProps = {
  rows: number;
  columns: number;
  /** A class each, as high as the card of a row will be. */
  cards: readonly `h-${string}`[];
};

/** Places of a table's rows, which are cards where it is narrow. */
export function RowPlaces({ rows, columns, cards }: RowPlacesProps) {
  return (
    <>
      <TableSkeleton rows={rows} columns={columns} className="hidden md:block" />
      <CardPlaces heights={cards} className="gap-3 md:hidden" />
    </>
  );
}
