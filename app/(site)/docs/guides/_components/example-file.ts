import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A file under `examples/`: what is tested is what is shown. */
export function exampleFile(folder: string, name: string): Promise<string> {
  return readFile(join(process.cwd(), "examples", folder, name), "utf8");
}
