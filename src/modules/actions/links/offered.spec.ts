import { describe, expect, it } from '@jest/globals';
import type { JobAction } from '../../model/action.js';
import { offered } from './offered.js';

const RETRY: JobAction = {
  name: 'retry',
  label: 'Retry job',
  on: ['job.failed', 'job.timeout'],
  emit: 'action.retry_requested',
  style: 'primary',
  confirm: null,
};
const FAILED = { type: 'job.failed', data: '{"job_id":"j1"}' };
const base = {
  event: FAILED,
  shown: null,
  declared: [RETRY],
  confirm: 'sign-in',
} as const;
const names = (more: object) => offered({ ...base, ...more }).map(({ name }) => name);

describe('The actions of a message', () => {
  it('are the declared ones for the events that they name', () => {
    expect(offered(base)).toEqual([
      { name: 'retry', label: 'Retry job', style: 'primary', place: 'first', byLink: false },
    ]);
    expect(names({ event: { ...FAILED, type: 'job.timeout' } })).toEqual(['retry']);
    expect(names({ event: { ...FAILED, type: 'job.completed' } })).toEqual([]);
    expect(
      names({ declared: [{ ...RETRY, on: ['job.*'] }], event: { ...FAILED, type: 'job.completed' } }),
    ).toEqual(['retry']);
  });

  it('are none for an event without a job', () => {
    expect(names({ event: { ...FAILED, data: '{}' } })).toEqual([]);
  });

  it.each([
    ['webhook.delivery_exhausted', ['redeliver', 'mute_1h', 'mute_tomorrow']],
    ['webhook.endpoint_failing', ['probe', 'mute_1h', 'mute_tomorrow']],
    ['webhook.endpoint_disabled', ['mute_1h', 'mute_tomorrow']],
    ['webhook.certificate_expiring', ['mute_1h', 'mute_tomorrow']],
    ['webhook.endpoint_recovered', []],
    ['webhook.test', []],
  ])('are built in for %s: %j', (type, expected) => {
    expect(names({ event: { ...FAILED, type } })).toEqual(expected);
  });

  it('are those that the endpoint shows; both mutes go by one name', () => {
    const event = { ...FAILED, type: 'webhook.delivery_exhausted' };
    expect(names({ event, shown: ['mute'] })).toEqual(['mute_1h', 'mute_tomorrow']);
    expect(names({ event, shown: ['redeliver', 'retry'] })).toEqual(['redeliver']);
    expect(names({ shown: ['redeliver'] })).toEqual([]);
    expect(names({ shown: [] })).toEqual([]);
  });

  it('need signing in as the gateway says, unless the action says otherwise', () => {
    const byLink = (confirm: 'link' | 'sign-in', own: JobAction['confirm']) =>
      offered({ ...base, confirm, declared: [{ ...RETRY, confirm: own }] })[0]!.byLink;
    expect([
      byLink('sign-in', null),
      byLink('link', null),
      byLink('sign-in', 'link'),
      byLink('link', 'sign-in'),
    ]).toEqual([false, true, true, false]);
  });
});
