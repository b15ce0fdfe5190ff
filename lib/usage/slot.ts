/** What a map holds for a key, made where it holds nothing. */
export function slot<K, V>(slots: Map<K, V>, key: K, make: () => V): V {
  const found = slots.get(key);
  if (found !== undefined) return found;
  const made = make();
  slots.set(key, made);
  return made;
}

/** A map, as `slot` wants one made. */
export function newMap<K, V>(): Map<K, V> {
  return new Map<K, V>();
}
