import { cn } from "@/components/ui/cn";
import { countCharacters, PASSWORD_MIN_CHARACTERS } from "@/lib/accounts/schemas";

type PasswordHelpProps = {
  value: string;
  /** Characters it needs: fewer for a person with a second factor. */
  minimum?: number;
};

/** What a new password should be, and how far this one is. Length is the only rule a person has to count. */
export function PasswordHelp({ value, minimum = PASSWORD_MIN_CHARACTERS }: PasswordHelpProps) {
  return (
    <>
      A few unrelated words are strong and easy to keep. Any characters, spaces too.
      <PasswordLength value={value} minimum={minimum} />
    </>
  );
}

function PasswordLength({ value, minimum }: Required<PasswordHelpProps>) {
  const count = countCharacters(value);
  const isEnough = count >= minimum;
  const share = Math.min(1, count / minimum);
  return (
    <span className="mt-1 flex items-center gap-3">
      <svg aria-hidden="true" className="h-1 w-0 min-w-0 flex-1 rounded-full bg-line">
        <rect height="100%" width={`${share * 100}%`} className={cn(isEnough ? "fill-ok" : "fill-accent")} />
      </svg>
      <span className="text-right tabular-nums">
        {isEnough ? "Long enough" : `${count} of ${minimum} characters`}
      </span>
    </span>
  );
}
