/** The part of a `Map` or a `WeakMap` that {@link getOrMake} uses. */
interface Cache<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

/** Returns the value of a key; makes and keeps it where there is none. What `make` throws reaches the caller, and nothing is kept. */
export function getOrMake<Key, Value extends NonNullable<unknown> | null>(
  cache: Cache<Key, Value>,
  key: Key,
  make: () => Value,
): Value {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}
