/** Shortest time between two reloads by the console itself, ms. */
const AGAIN_MS = 60_000;

/** Tells whether the console may reload itself; `last` is its last reload (Unix ms; null: never). */
export function mayReload(last: number | null, now: number): boolean {
  return last === null || !(now - last >= 0 && now - last < AGAIN_MS);
}
