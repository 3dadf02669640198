import { describe, expect, it } from '@jest/globals';
import { batchIdOf } from './batch-id.js';

const IDS = ['019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c', '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3d'];

describe(batchIdOf, () => {
  it('is a UUID, the same for the same deliveries in the same order alone', () => {
    expect(batchIdOf(IDS)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(batchIdOf([...IDS])).toBe(batchIdOf(IDS));
    expect(batchIdOf(IDS.toReversed())).not.toBe(batchIdOf(IDS));
    expect(batchIdOf([...IDS, IDS[0]!])).not.toBe(batchIdOf(IDS));
  });

  it('is the id of a delivery that goes alone', () => {
    expect(batchIdOf([IDS[0]!])).toBe(IDS[0]);
  });
});
