import { lazyPart } from "@/components/ui/lazy-part";

/** The list of keys and what it is searched by: they come when somebody is about to choose. */
export const keySearchPart = lazyPart(() => import("./key-search"));
