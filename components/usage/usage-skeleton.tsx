import { Card, CardBody } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const CARDS = ["requests", "breaches", "4xx", "5xx"];
const CHARTS = ["requests", "errors"];

/** The numbers' places before the numbers: same boxes, same heights. */
export function UsageSkeleton() {
  return (
    <div role="status" aria-label="Loading usage" className="grid gap-4">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {CARDS.map((card) => (
          <Card key={card} className="h-[8.875rem] px-4 pt-3">
            <Skeleton className="h-4 w-24" />
            <Skeleton className="mt-2 h-7 w-20" />
            <Skeleton className="mt-2 h-3.5 w-28" />
          </Card>
        ))}
      </div>
      {CHARTS.map((chart) => (
        <Card key={chart}>
          <CardBody className="pt-4">
            <Skeleton className="h-5 w-32" />
            <Skeleton className="mt-2 h-4 w-64 max-w-full" />
            <Skeleton className="mt-4 h-60 w-full" />
            <Skeleton className="mt-2 h-6 w-36" />
          </CardBody>
        </Card>
      ))}
    </div>
  );
}
