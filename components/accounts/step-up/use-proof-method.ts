import { useEffect, useState } from "react";
import type { ProofMethod } from "@/lib/accounts/proof-method";
import type { ActionResult } from "@/lib/actions/result";

export type HowToProve = { method: ProofMethod; provider: string | null };

type State = { known?: HowToProve; failure?: string };

/** How this person proves who they are, asked for anew each time: it may have changed in another tab. */
export function useProofMethod(ask: () => Promise<ActionResult<HowToProve>>): State {
  const [state, setState] = useState<State>({});
  useEffect(() => {
    let isCurrent = true;
    void ask().then((result) => {
      if (isCurrent) setState(result.ok ? { known: result.data } : { failure: result.error.message });
    });
    return () => {
      isCurrent = false;
    };
  }, [ask]);
  return state;
}
