import { cn } from "@/components/ui/cn";
import { Tag } from "@/components/ui/tag";
import type { QpsTarget } from "@/lib/qps/views";

type TargetProps = { target: Pick<QpsTarget, "product" | "class">; className?: string };

/** `Map Display, tiles`: the part of the API that a request is about. */
export function TargetWords({ target, className }: TargetProps) {
  return (
    <span className={cn("inline-flex min-w-0 flex-wrap items-center gap-x-1.5", className)}>
      <span className="min-w-0 break-words">
        {target.product.name}, {target.class.name}
      </span>
      {target.product.isSample ? <Tag>sample</Tag> : null}
    </span>
  );
}
