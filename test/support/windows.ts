import type { Received } from './receiver.js';

/** The most requests that any window of the length holds, wherever it begins. */
export function mostInAnyWindow(requests: readonly Received[], windowMs: number): number {
  const times = requests.map(({ at }) => at).sort((a, b) => a - b);
  let most = 0;
  for (let first = 0, last = 0; last < times.length; last++) {
    while (times[last]! - times[first]! > windowMs) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
