import { TextLink } from "@/components/ui/text-link";

type AskForQpsProps = {
  orgSlug: string;
  /** The keys that are looked at; of a single one the form is filled. */
  keys: readonly string[];
};

/** From refused calls to what would have let them through. */
export function AskForQps({ orgSlug, keys }: AskForQpsProps) {
  const [only] = keys;
  const query = keys.length === 1 && only !== undefined ? `?key=${only}` : "";
  return (
    <p className="text-ink-muted text-sm">
      Calls are refused for coming too fast.{" "}
      <TextLink prefetch={false} href={`/o/${orgSlug}/requests/new${query}`}>
        See which QPS would have been enough
      </TextLink>
    </p>
  );
}
