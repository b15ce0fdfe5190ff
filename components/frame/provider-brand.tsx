import { cn } from "@/components/ui/cn";
import { Tag } from "@/components/ui/tag";

type ProviderBrandProps = {
  name: string /** The demo's provider does not exist, and says so. */;
  sample: boolean;
  className?: string;
};

/** Whose APIs these are. */
export function ProviderBrand({ name, sample, className }: ProviderBrandProps) {
  return (
    <span className={cn("inline-flex min-w-0 items-center gap-2", className)}>
      <span className="truncate font-semibold tracking-tight">{name}</span>
      {sample ? <Tag>sample</Tag> : null}
    </span>
  );
}
