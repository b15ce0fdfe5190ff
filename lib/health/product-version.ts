import { version } from "@/package.json";

/** Version of the product this process runs. */
export const PRODUCT_VERSION: string = version;
