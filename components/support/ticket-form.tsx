import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";

/** In place of a page about a customer that was opened without a ticket: the address asks for it again with one. */
export function TicketForm() {
  return (
    <>
      <PageHeader
        title="Which ticket is this for?"
        description="What is shown here is a customer’s. Looking at it is written into that customer’s audit log, with the ticket."
      />
      <Card className="max-w-md">
        <CardBody className="pt-5">
          <form method="get" className="grid gap-4">
            <Field label="Ticket" required>
              <Input
                name="ticket"
                placeholder="SUP-1042"
                required
                maxLength={40}
                pattern="[A-Za-z0-9][A-Za-z0-9.#\/\-]*"
                autoComplete="off"
              />
            </Field>
            <div>
              <Button type="submit" variant="primary">
                Open
              </Button>
            </div>
          </form>
        </CardBody>
      </Card>
    </>
  );
}
