/** Resolves with what `look` finds as soon as it finds anything; rejects when that takes longer than `withinMs`. */
export async function until<T>(
  what: string | (() => string),
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  withinMs = 30_000,
): Promise<T> {
  const start = performance.now();
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    const waitedMs = performance.now() - start;
    if (waitedMs > withinMs)
      throw new Error(`${typeof what === 'string' ? what : what()}: not within ${withinMs} ms`);
    await new Promise((wake) => setTimeout(wake, pauseAfter(waitedMs)));
  }
}

/** The time to the next look, ms: a tenth of the time waited so far, so that long waits do not keep a processor busy. */
function pauseAfter(waitedMs: number): number {
  return Math.min(Math.max(waitedMs / 10, 5), 50);
}
