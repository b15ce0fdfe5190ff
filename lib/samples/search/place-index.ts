import type { City } from "@/lib/samples/cities";
import { editDistance } from "./distance";
import { fold } from "./fold";
import { LOCAL_NAMES } from "./local-names";

/** How a name answers a query: the whole, its first words, its start, a later word's start, or after so many edits. */
export type Match = { readonly city: City; readonly localName: string | undefined; readonly score: number };

type Name = {
  readonly folded: string;
  readonly city: City;
  readonly localName: string | undefined;
  readonly letters: number;
};

/** A name from one of its words on. */
type Start = { readonly text: string; readonly name: Name; readonly isFirst: boolean };

const EXACT = 1;
const FIRST_WORDS = 0.93;
const START = 0.85;
const LATER_WORD = 0.7;
/** By number of edits. */
const EDITED = [EXACT, 0.62, 0.5];
const MOST_LETTERS = 60;
/** A place of this many people weighs `POPULATION_SHARE`, one of none nothing. */
const LARGEST = Math.log10(2.5e7);
const POPULATION_SHARE = 0.5;

/**
 * The places by name: the start of any of its words, in any accents, and with up to two typing errors.
 *
 * Takes about a second to build and 60 MB beside the places themselves; a look-up of any query is bounded by one pass
 * over the names.
 */
export class PlaceIndex {
  readonly #names: readonly Name[];
  readonly #starts: readonly Start[];

  constructor(cities: readonly City[]) {
    this.#names = cities.flatMap(namesOf);
    this.#starts = this.#names
      .flatMap(startsOf)
      .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  }

  /** Best first, each place once; equal scores go to the larger, then to the older ID. */
  search(query: string, accepts: (city: City) => boolean): { matches: Match[]; edits: number } {
    const folded = fold(query).slice(0, MOST_LETTERS);
    if (folded === "") return { matches: [], edits: 0 };
    const direct = this.#direct(folded, accepts);
    if (direct.size > 0) return { matches: ranked(direct), edits: 0 };
    const most = folded.length >= 6 ? 2 : folded.length >= 4 ? 1 : 0;
    return { matches: most === 0 ? [] : ranked(this.#edited(folded, most, accepts)), edits: most };
  }

  #direct(query: string, accepts: (city: City) => boolean): Map<number, Match> {
    const best = new Map<number, Match>();
    for (let i = this.#firstFrom(query); i < this.#starts.length; i += 1) {
      const start = this.#starts[i];
      if (!start?.text.startsWith(query)) break;
      if (accepts(start.name.city)) keep(best, start.name, qualityOf(start, query));
    }
    return best;
  }

  #edited(query: string, most: number, accepts: (city: City) => boolean): Map<number, Match> {
    const best = new Map<number, Match>();
    const letters = lettersOf(query);
    for (const name of this.#names) {
      if (bits(letters & ~name.letters) > most || !accepts(name.city)) continue;
      const { start, whole } = editDistance(query, name.folded, most);
      if (whole <= most) keep(best, name, EDITED[whole] ?? 0);
      else if (start <= most) keep(best, name, (EDITED[start] ?? 0) - 0.15);
    }
    return best;
  }

  #firstFrom(query: string): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle]?.text ?? "") < query) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function namesOf(city: City): Name[] {
  const localName = LOCAL_NAMES[`${city.name}|${city.country}`];
  const name = (text: string, local: string | undefined): Name => {
    const folded = fold(text).slice(0, MOST_LETTERS);
    return { folded, city, localName: local, letters: lettersOf(folded) };
  };
  const own = name(city.name, undefined);
  return localName === undefined ? [own] : [own, name(localName, localName)];
}

function startsOf(name: Name): Start[] {
  const starts: Start[] = [{ text: name.folded, name, isFirst: true }];
  for (let at = name.folded.indexOf(" "); at !== -1; at = name.folded.indexOf(" ", at + 1)) {
    starts.push({ text: name.folded.slice(at + 1), name, isFirst: false });
  }
  return starts;
}

function qualityOf({ text, isFirst }: Start, query: string): number {
  if (!isFirst) return LATER_WORD;
  if (text.length === query.length) return EXACT;
  return text.charAt(query.length) === " " ? FIRST_WORDS : START;
}

function keep(best: Map<number, Match>, { city, localName }: Name, quality: number): void {
  const score = quality + (Math.log10(city.population + 1) / LARGEST) * POPULATION_SHARE;
  const known = best.get(city.id);
  if (!known || known.score < score) best.set(city.id, { city, localName, score });
}

function ranked(best: Map<number, Match>): Match[] {
  return [...best.values()].sort(
    (a, b) => b.score - a.score || b.city.population - a.city.population || a.city.id - b.city.id,
  );
}

/** Which letters occur, one bit each: more than `most` of the query's missing from a name rule it out. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let i = 0; i < text.length; i += 1) letters |= 1 << (text.charCodeAt(i) & 31);
  return letters;
}

function bits(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
