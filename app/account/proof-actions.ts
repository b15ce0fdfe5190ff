import { goToProviderAction, proofMethodAction, proveAgainAction } from "./actions";

/** What the dialog of a page needs that asks people to prove again who they are. */
export const PROOF_ACTIONS = {
  proofMethod: proofMethodAction,
  proveAgain: proveAgainAction,
  goToProvider: goToProviderAction,
};
