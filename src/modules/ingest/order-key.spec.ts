import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Endpoint } from '../model/endpoint.js';
import { jobKey, orderKeys } from './order-key.js';

const eventWith = (data: object) => ({
  id: 'e',
  type: 'job.x',
  data: JSON.stringify(data),
  timestamp: '',
  acceptedAt: 0,
});
const endpoint = (ordering: Endpoint['ordering']) => ({ ordering }) as Endpoint;

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
  ])('of %j is %j', (data, key) => {
    expect(jobKey(eventWith(data))).toBe(key);
  });

  it('fits into an index whatever the id, and tells different ids apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5_000 }), fc.string(), (one, other) => {
        const [key, another] = [jobKey(eventWith({ job_id: one })), jobKey(eventWith({ job_id: other }))];
        expect(key).toMatch(/^[\x20-\x7e]{1,200}$/);
        expect(key === another).toBe(one === other);
      }),
    );
  });
});

describe('orderKeys', () => {
  it('gives a key to those that ask for it, and reads the data of no event where none does', () => {
    expect(orderKeys(eventWith({ job_id: 'j' }), [endpoint('job'), endpoint('none')])).toEqual(['j', null]);
    expect(orderKeys({ ...eventWith({}), data: 'not read' }, [endpoint('none')])).toEqual([null]);
  });
});
