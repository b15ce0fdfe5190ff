"use client";

import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { goToProvider } from "./go-to-provider";

/** "Sign in with …". */
export function ProviderButton({ label, destination }: { label: string; destination: string }) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const go = async () => {
    setPending(true);
    setFailure(await goToProvider({ destination }));
    setPending(false);
  };
  return (
    <div className="grid gap-3">
      <Button size="lg" pending={pending} onClick={() => void go()}>
        Sign in with {label}
      </Button>
      {failure ? <Banner tone="danger" title={failure} /> : null}
    </div>
  );
}
