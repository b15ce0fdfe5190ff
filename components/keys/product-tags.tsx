import { Tag } from "@/components/ui/tag";
import { Tooltip } from "@/components/ui/tooltip";

const SHOWN = 1;

/** The first product by name, and how many more; the rest on hover and focus. */
export function ProductTags({ products }: { products: readonly { id: string; name: string }[] }) {
  const rest = products.slice(SHOWN);
  return (
    <span className="inline-flex items-center gap-1">
      {products.slice(0, SHOWN).map((product) => (
        <Tag key={product.id}>{product.name}</Tag>
      ))}
      {rest.length > 0 ? (
        <Tooltip content={rest.map(({ name }) => name).join(", ")}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the names behind the number are for keyboards too. */}
          <span tabIndex={0} className="inline-flex rounded-sm">
            <Tag>+{rest.length}</Tag>
          </span>
        </Tooltip>
      ) : null}
    </span>
  );
}
