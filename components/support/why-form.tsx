import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Asks for the ID of a call. */
export function WhyForm({ error }: { error?: string }) {
  return (
    <form method="get" action="/why" className="grid gap-3">
      <Field
        label="Request ID"
        error={error}
        help="From the X-Request-Id header, or requestId in the body of a refusal."
      >
        <Input
          name="id"
          className="font-mono"
          placeholder="req_…"
          maxLength={60}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <div>
        <Button type="submit">Look it up</Button>
      </div>
    </form>
  );
}
