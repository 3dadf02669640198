import type { RateLimit } from '../../../model/endpoint.js';
import { SlidingWindow } from '../../rate-limit/sliding-window.js';

/** Effect of rate limits on sends. */
export interface RateTrial {
  /** Sends that wait for a limit. */
  readonly delayed: number;
  /** Longest wait, ms. */
  readonly longestWaitMs: number;
}

/** Computes how long sends at these times (Unix ms, rising) wait for the limits, each in its turn; requests take no time. */
export function rateTrial(limits: readonly RateLimit[], times: readonly number[]): RateTrial {
  const windows = limits.map((limit) => new SlidingWindow(limit));
  let [now, delayed, longestWaitMs] = [0, 0, 0];
  for (const time of times) {
    now = Math.max(now, time);
    now += Math.max(0, ...windows.map((window) => window.wait(now)));
    for (const window of windows) window.remember(now);
    if (now > time) delayed += 1;
    longestWaitMs = Math.max(longestWaitMs, now - time);
  }
  return { delayed, longestWaitMs };
}
