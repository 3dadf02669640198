/** Milliseconds of a clock that no correction of the time of day moves. */
export function steadyNow(): number {
  return performance.now();
}
