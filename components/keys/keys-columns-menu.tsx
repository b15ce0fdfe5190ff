"use client";

import { Columns3 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { COLUMNS, type ColumnId, DEFAULT_COLUMNS } from "./keys-columns";

type KeysColumnsMenuProps = {
  columns: readonly ColumnId[];
  onChange: (columns: ColumnId[]) => void;
  className?: string;
};

/** Chooses the columns of the table; the choice stays with this browser. */
export function KeysColumnsMenu({ columns, onChange, className }: KeysColumnsMenuProps) {
  const isDefault = columns.length === DEFAULT_COLUMNS.length && DEFAULT_COLUMNS.every(isIn(columns));
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button className={className ?? ""}>
          <Columns3 aria-hidden="true" />
          Columns
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Choose columns" className="grid w-56 gap-2.5 p-3">
        {COLUMNS.map(({ id, label }) => (
          <Checkbox
            key={id}
            label={label}
            checked={columns.includes(id)}
            onCheckedChange={(checked) =>
              onChange(
                COLUMNS.map((one) => one.id).filter((one) =>
                  one === id ? checked === true : columns.includes(one),
                ),
              )
            }
          />
        ))}
        <Button
          size="sm"
          variant="ghost"
          disabled={isDefault}
          onClick={() => onChange([...DEFAULT_COLUMNS])}
          className="justify-self-start"
        >
          Show the default columns
        </Button>
      </PopoverContent>
    </Popover>
  );
}

function isIn(columns: readonly ColumnId[]): (id: ColumnId) => boolean {
  return (id) => columns.includes(id);
}
