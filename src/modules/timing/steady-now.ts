/** Milliseconds of a monotonic clock, which corrections of the time of day do not move. */
export function steadyNow(): number {
  return performance.now();
}
