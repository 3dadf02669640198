import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Endpoint } from './endpoint.js';
import { jobOf } from './job-id.js';
import { jobKey, orderKeys } from './order-key.js';
import { anEndpoint } from '../../../test/support/an-endpoint.js';
import { anyChar } from '../../../test/support/any-char.js';

const keyOf = (data: object) => jobKey(jobOf(data));
const endpoint = (ordering: Endpoint['ordering']) => anEndpoint({ ordering });

describe('jobKey', () => {
  it.each([
    [{ job_id: 'j 1' }, 'j 1'],
    [{ job_id: 42 }, '42'],
    [{ job_id: '42' }, '42'],
    [{ job_id: '' }, `sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855`],
    [{ job_id: null }, null],
    [{ job_id: { id: 1 } }, null],
    [{ job_id: true }, null],
    [{}, null],
  ])('makes from %j the key %j', (data, key) => {
    expect(keyOf(data)).toBe(key);
  });

  it('makes keys that fit into an index whatever the id, different ones for different ids', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyChar, maxLength: 5_000 }), fc.string(), (one, other) => {
        const [key, another] = [keyOf({ job_id: one }), keyOf({ job_id: other })];
        expect(key).toMatch(/^[\x20-\x7e]{1,200}$/);
        expect(key === another).toBe(one === other);
      }),
    );
  });
});

describe('orderKeys', () => {
  it('gives a key to endpoints with an ordering only', () => {
    expect(orderKeys('j', [endpoint('job'), endpoint('none')])).toEqual(['j', null]);
    expect(orderKeys('j', [endpoint('none')])).toEqual([null]);
  });
});
