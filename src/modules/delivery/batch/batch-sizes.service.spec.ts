import { describe, expect, it } from '@jest/globals';
import { BATCH_BYTES_MAX, BatchSizes } from './batch-sizes.service.js';

const endpoint = { id: 'e1', url: 'http://app.test/hook' };

describe(BatchSizes.name, () => {
  it('halve what a receiver has refused, down to one event', () => {
    const sizes = new BatchSizes();
    expect(sizes.maxBytes(endpoint, 0)).toBe(BATCH_BYTES_MAX);
    sizes.refused(endpoint, 10_000, 0);
    expect(sizes.maxBytes(endpoint, 1)).toBe(5_000);
    // Of two batches that were on their way, the larger one teaches nothing new.
    sizes.refused(endpoint, 10_000, 2);
    expect(sizes.maxBytes(endpoint, 3)).toBe(5_000);
    sizes.refused(endpoint, 5_001, 3);
    expect(sizes.maxBytes(endpoint, 3)).toBe(2_500);
    for (let n = 0; n < 20; n++) sizes.refused(endpoint, 1, 4);
    expect(sizes.maxBytes(endpoint, 5)).toBe(1);
    expect(sizes.maxBytes({ ...endpoint, id: 'e2' }, 5)).toBe(BATCH_BYTES_MAX);
  });

  it('are forgotten after an hour, and with another URL', () => {
    const sizes = new BatchSizes();
    sizes.refused(endpoint, 10_000, 0);
    expect(sizes.maxBytes(endpoint, 3_599_999)).toBe(5_000);
    expect(sizes.maxBytes(endpoint, 3_600_000)).toBe(BATCH_BYTES_MAX);
    sizes.refused(endpoint, 10_000, 0);
    expect(sizes.maxBytes({ ...endpoint, url: 'http://other.test/' }, 1)).toBe(BATCH_BYTES_MAX);
  });
});
