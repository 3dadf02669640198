import { describe, expect, it } from '@jest/globals';
import { adapterOf } from '../../../adapters/registry.js';
import { DEFAULT_STORM } from '../../model/digest.js';
import { gathers } from '../../model/gathers.js';
import { fieldOf } from '../definitions/field.js';
import { EndpointRequest } from '../definitions/endpoint.dto.js';
import { digestOf, digestView, type StoredDigest } from './digest-of.js';

const slack = adapterOf('slack')!;
const RULE = fieldOf(EndpointRequest, 'digest').rule;
const made = (stored: StoredDigest | undefined) => digestOf(slack, stored, 'Europe/Berlin');
const faultsOf = (digest: unknown): string[] => {
  const clause = RULE.fault(digest);
  return clause === null ? RULE.within!(digest, 'digest').map(({ field }) => field) : ['digest'];
};

describe('The digest of an endpoint', () => {
  it('is a storm where it says how many messages are too many, else a schedule', () => {
    expect(made({ over: 3, within: '1m', every: '30s', types: ['job.*'], except: ['job.failed'] })).toEqual({
      kind: 'storm',
      over: 3,
      withinMs: 60_000,
      everyMs: 30_000,
      types: ['job.*'],
      except: ['job.failed'],
    });
    expect(made({ every: '1d', at: '09:30', weekdays: ['mon'] })).toEqual({
      kind: 'scheduled',
      everyMs: 86_400_000,
      at: 570,
      weekdays: [1],
      zone: 'Europe/Berlin',
      types: null,
      except: [],
    });
    expect([made('off'), made(undefined)]).toEqual([null, DEFAULT_STORM]);
  });

  it('is shown as it is sent', () => {
    const storm = { over: 3, within: '1m', every: '30s', types: ['job.*'], except: null };
    const daily = {
      every: '1d',
      at: '09:30',
      weekdays: ['mon'],
      zone: 'UTC',
      types: null,
      except: ['job.x'],
    };
    expect([digestView(made(storm)), digestView(made(daily)), digestView(null)]).toEqual([
      storm,
      daily,
      'off',
    ]);
  });

  it('is read as earlier versions have stored it', () => {
    const storm = { over: 3, within: '1m', every: '30s' };
    expect(made({ storm })).toEqual(made(storm));
    expect(made({ storm: null, every: '6h' })).toEqual(made({ every: '6h' }));
  });

  it.each([
    [{ over: 3, within: '1m', every: '30s' }, []],
    [{ every: '6h' }, []],
    [
      { every: '1d', at: '09:00', weekdays: ['mon-fri'], zone: 'UTC', types: ['job.*'], except: ['job.x'] },
      [],
    ],
    ['off', []],
    ['on', ['digest']],
    [[], ['digest']],
    [{ over: 3, within: '1m' }, ['digest']],
    [{ storm: { over: 3, within: '1m', every: '30s' } }, ['digest']],
    [{ over: 3, every: '1m' }, ['digest.within']],
    [{ within: '1m', every: '1m' }, ['digest.over']],
    [{ over: 0, within: '2d', every: 'soon' }, ['digest.over', 'digest.within', 'digest.every']],
    [
      { over: 3, within: '1m', every: '1m', at: '09:00', zone: 'UTC', weekdays: ['mon'] },
      ['digest.at', 'digest.weekdays', 'digest.zone'],
    ],
    [{ every: '7m' }, ['digest.every']],
    [{ every: '30s' }, ['digest.every']],
    [{ every: '1d', by: 'type' }, ['digest.by']],
  ])('given as %j has faults at %j', (digest, fields) => {
    expect(faultsOf(digest)).toEqual(fields);
  });

  it('gathers the types that it names, but for those that it excepts', () => {
    const digest = { ...DEFAULT_STORM, types: ['job.*'], except: ['job.failed'] };
    expect(['job.progress', 'job.failed', 'order.paid'].map((type) => gathers(digest, type))).toEqual([
      true,
      false,
      false,
    ]);
    expect(gathers(DEFAULT_STORM, 'webhook.endpoint_failing')).toBe(true);
  });
});
