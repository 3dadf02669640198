/** Returns Unix time in µs with the resolution of the monotonic clock, the same in all processes of a machine. */
export function wallUs(): number {
  return Math.round((performance.timeOrigin + performance.now()) * 1000);
}
