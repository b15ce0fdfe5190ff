/** A value that has a place: calls that were counted for it, and calls of values that gave this place up. */
export type Place = { readonly value: string; readonly requests: number; readonly unsure: number };

export type Newcomer = { readonly value: string; readonly requests: number };

/**
 * Gives newcomers a place among those taken: a free one while there are some, else that of the lightest value, whose calls
 * go on counting as unsure. Answers which values gave up theirs and which places are new.
 *
 * No call is lost: the sum over all places grows by exactly the newcomers' calls. As in the Space-Saving algorithm
 * (Metwally, Agrawal, El Abbadi 2005) a value with more than 1/`places` of all calls always has a place, and its true
 * number lies between `requests` and `requests + unsure`.
 */
export function seat(
  taken: readonly Place[],
  newcomers: readonly Newcomer[],
  places: number,
): { gone: string[]; seated: Place[] } {
  const seats = new Map(taken.map((place) => [place.value, place]));
  for (const newcomer of [...newcomers].sort((a, b) => b.requests - a.requests)) {
    let unsure = 0;
    if (seats.size >= places) {
      const lightest = lightestOf(seats);
      if (lightest !== undefined) {
        seats.delete(lightest.value);
        unsure = lightest.requests + lightest.unsure;
      }
    }
    seats.set(newcomer.value, { ...newcomer, unsure });
  }
  const before = new Set(taken.map(({ value }) => value));
  return {
    gone: [...before].filter((value) => !seats.has(value)),
    seated: [...seats.values()].filter(({ value }) => !before.has(value)),
  };
}

function lightestOf(seats: ReadonlyMap<string, Place>): Place | undefined {
  let lightest: Place | undefined;
  for (const place of seats.values()) {
    if (lightest === undefined || place.requests + place.unsure < lightest.requests + lightest.unsure)
      lightest = place;
  }
  return lightest;
}
