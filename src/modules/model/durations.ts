/**
 * Index of the last bucket of a histogram of durations. Bucket bounds grow by the square root of two, from 1 ms to
 * about 17 minutes: few enough to store for every minute, and a percentile is at most one bucket off.
 */
export const LAST_BUCKET = 40;

/** Returns the bucket of a duration in ms: the first whose upper bound it does not exceed. */
export function bucketOf(ms: number): number {
  if (ms <= 1) return 0;
  return Math.min(LAST_BUCKET, Math.ceil(2 * Math.log2(ms)));
}

/** Adds one histogram to another; either may be shorter. */
export function addBuckets(sum: number[], counts: readonly number[]): void {
  for (let bucket = 0; bucket < counts.length; bucket++) sum[bucket] = (sum[bucket] ?? 0) + counts[bucket]!;
}

/**
 * Returns the duration, whole ms, below which the given share lies, interpolated within its bucket; null for an empty
 * histogram.
 * @param share 0.95 for the 95th percentile
 */
export function percentile(counts: readonly number[], share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const wanted = total * share;
  let before = 0;
  for (let bucket = 0; bucket < counts.length; bucket++) {
    const count = counts[bucket] ?? 0;
    if (count > 0 && before + count >= wanted) {
      const low = bucket === 0 ? 0 : upperBound(bucket - 1);
      return Math.round(low + (upperBound(bucket) - low) * ((wanted - before) / count));
    }
    before += count;
  }
  return Math.round(upperBound(counts.length - 1));
}

function upperBound(bucket: number): number {
  return 2 ** (bucket / 2);
}

/** Returns the share of failed attempts, 0 to 1 in thousandths; null without attempts. */
export function errorRate(attempts: number, failed: number): number | null {
  return attempts === 0 ? null : Math.round((failed / attempts) * 1_000) / 1_000;
}
