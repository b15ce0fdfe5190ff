import { unwatchFile, watchFile } from "node:fs";
import { readFile } from "node:fs/promises";
import { logger } from "@/lib/logging/logger";
import { CountryTable } from "./country-table";

const LOOK_EVERY_MS = 5000;

/**
 * The country database of this process: a file that is read at the start and again whenever it changes.
 *
 * A file that is missing or damaged is reported in the log and the one read before stays in force; without any, every address
 * is of unknown country.
 */
export class CountryDatabase {
  readonly #path: string;
  readonly #lookEveryMs: number;
  readonly #onChange = () => void this.#refresh();
  #table: CountryTable | null = null;
  #running: Promise<void> | undefined;
  #isStale = false;

  constructor(path: string, lookEveryMs = LOOK_EVERY_MS) {
    this.#path = path;
    this.#lookEveryMs = lookEveryMs;
  }

  /** Reads the file, then keeps an eye on it. Never rejects. */
  async start(): Promise<void> {
    watchFile(this.#path, { persistent: false, interval: this.#lookEveryMs }, this.#onChange);
    await this.#refresh();
  }

  stop(): void {
    unwatchFile(this.#path, this.#onChange);
  }

  /** ISO 3166 code of the country an address is registered in; null when unknown. */
  readonly countryOf = (ip: string): string | null => this.#table?.countryOf(ip) ?? null;

  /** When the data in force was collected; null without any. */
  get builtAt(): Date | null {
    return this.#table?.builtAt ?? null;
  }

  /** One reading at a time; a change during one causes another. */
  #refresh(): Promise<void> {
    this.#isStale = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      try {
        this.#table = await CountryTable.read(await readFile(this.#path));
        logger.info({ path: this.#path, builtAt: this.#table.builtAt }, "the country database is in force");
      } catch (err) {
        const kept = this.#table === null ? "no country is known" : "the one read before stays in force";
        logger.error({ err, path: this.#path }, `the country database cannot be read; ${kept}`);
      }
    }
  }
}
