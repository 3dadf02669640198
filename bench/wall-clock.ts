/** Unix time, µs, with the resolution of the monotonic clock: one clock for all processes of a machine. */
export function wallUs(): number {
  return Math.round((performance.timeOrigin + performance.now()) * 1000);
}
