import type { ReactNode } from "react";

type ChoiceLabelProps = {
  /** ID of the control this names; its help is described by `<id>-help`. */
  id: string;
  label: ReactNode;
  help?: ReactNode;
};

/** The words beside a checkbox or a radio button: a click on them chooses, help stands below. */
export function ChoiceLabel({ id, label, help }: ChoiceLabelProps) {
  return (
    <div>
      <label htmlFor={id} className="block">
        {label}
      </label>
      {help ? (
        <p id={`${id}-help`} className="text-sm text-ink-muted">
          {help}
        </p>
      ) : null}
    </div>
  );
}
