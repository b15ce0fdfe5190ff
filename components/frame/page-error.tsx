"use client";

import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { errorReference } from "./error-reference";

/** What an error boundary of a page shows: what happened, what it means, what to do, a reference. Never a stack. */
export function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <ErrorState
      title="This page could not be loaded"
      heading="h1"
      requestId={errorReference(error)}
      idLabel="Error reference"
      action={
        <Button variant="primary" onClick={retry}>
          Try again
        </Button>
      }
    >
      Keyward failed while putting it together. Nothing was changed, and calls with your keys do not depend on
      this page. Try again; if it happens twice, send the reference to support.
    </ErrorState>
  );
}
