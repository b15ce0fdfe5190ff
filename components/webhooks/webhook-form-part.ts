import { lazyPart } from "@/components/ui/lazy-part";

/** The form of a webhook, with every event there is and what checks it: it comes when somebody goes for its button. */
export const webhookFormPart = lazyPart(() => import("./webhook-form"));
