import { lazyPart } from "@/components/ui/lazy-part";

/** What can be done to a key asks in a dialog first; the dialogs come when somebody looks at what can be done. */
export const keyDialogsPart = lazyPart(() => import("./key-dialogs"));
