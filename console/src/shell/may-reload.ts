/** A console that still lacks a file after a reload is not reloaded again within this time, ms. */
const AGAIN_MS = 60_000;

/** Whether the console may reload itself, after a last time (Unix ms; null: never) that it did. */
export function mayReload(last: number | null, now: number): boolean {
  return last === null || !(now - last >= 0 && now - last < AGAIN_MS);
}
