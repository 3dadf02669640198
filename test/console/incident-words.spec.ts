import { describe, expect, it } from '@jest/globals';
import type { Incident } from '../../console/src/api/types.js';
import { stepText } from '../../console/src/incidents/incident-steps.js';
import { causeText, countsText, incidentTitle, phaseOf } from '../../console/src/incidents/incident-words.js';

const cause = { code: 'HTTP_500', message: 'HTTP 500 response', status: 500, summary: null, next_step: null };
const incident = (over: Partial<Incident>) =>
  ({
    endpoint_name: 'CRM',
    webhook_id: 'webhook_1',
    phase: 'exhausted',
    opened_at: '2026-01-01T12:00:00.000Z',
    closed_at: null,
    failed: 15,
    failed_now: 15,
    redelivering: 0,
    repaired: 0,
    cancelled: 0,
    held: 0,
    acknowledged_at: null,
    cause,
    ...over,
  }) as Incident;
const NOW = Date.parse('2026-01-01T12:04:00.000Z');

describe('The words for an incident', () => {
  it.each([
    [{ phase: 'failing' }, 'CRM has been failing for 4 min'],
    [{ phase: 'disabled' }, 'CRM is disabled'],
    [{}, 'CRM: deliveries failed'],
    [{ phase: 'closed', closed_at: '2026-01-01T13:00:00.000Z' }, 'CRM: closed after 1 h'],
    [{ phase: 'closed', closed_at: '2026-01-01T12:00:00.017Z' }, 'CRM: closed after 1 s'],
    // The name is isolated, so that the sentence stays from left to right.
    [{ endpoint_name: 'חנות' }, '\u2068חנות\u2069: deliveries failed'],
    [{ endpoint_name: null }, 'webhook_1: deliveries failed'],
    [{ endpoint_name: null, webhook_id: null }, 'A removed endpoint: deliveries failed'],
  ] as const)('name the endpoint and what is wrong: %j', (over, title) => {
    expect(incidentTitle(incident(over), NOW)).toBe(title);
  });

  it('count its deliveries by how they stand', () => {
    expect(countsText(incident({}))).toBe('15 failed');
    expect(countsText(incident({ held: 48, repaired: 10, redelivering: 2, cancelled: 1 }))).toBe(
      '48 on hold · 15 failed, 10 repaired, 2 retrying, 1 cancelled',
    );
    expect(countsText(incident({ failed: 0, held: null }))).toBe('');
  });

  it('say that it is being repaired once nothing of it is failed', () => {
    expect(phaseOf(incident({}))).toEqual(['bad', 'Failed deliveries']);
    expect(phaseOf(incident({ failed_now: 0, redelivering: 3 }))).toEqual(['warn', 'Being repaired']);
    expect(phaseOf(incident({ phase: 'closed' }))).toEqual(['good', 'Closed']);
  });

  it('give the cause in plain words, or the error itself', () => {
    expect(causeText(incident({}))).toBe('HTTP 500 response (HTTP_500)');
    expect(causeText(incident({ cause: { ...cause, summary: 'The receiver failed.' } }))).toBe(
      'The receiver failed.',
    );
    const tls = {
      code: 'ERR_SSL_WRONG_VERSION_NUMBER',
      message: 'No TLS: use http:// (TLS: wrong version number)',
    };
    expect(causeText(incident({ cause: { ...cause, ...tls } }))).toBe('No TLS: use http://.');
  });

  it('tell each entry of its timeline', () => {
    const step = { at: '', count: null, by: null, text: null };
    expect(stepText({ ...step, kind: 'failed', count: 1 })).toBe('1 delivery failed permanently');
    expect(stepText({ ...step, kind: 'acknowledged', by: 'ana' })).toBe('Acknowledged by ana');
    expect(stepText({ ...step, kind: 'note', by: 'loopback' })).toBe('Note by local (no key)');
  });
});
