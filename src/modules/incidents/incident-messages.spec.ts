import { describe, expect, it } from '@jest/globals';
import { anEndpoint } from '../../../test/support/an-endpoint.js';
import { anIncident } from '../../../test/support/an-incident.js';
import { BUILT_IN } from '../../adapters/catalogue/catalogue.js';
import { parseData } from '../../adapters/plain-value.js';
import { certificateExpiring } from '../delivery/events/certificate-messages.js';
import { dataCheckOf } from '../event-types/data-check.js';
import { NOTHING_TOLD, type Incident } from '../model/incident.js';
import { incidentEvent, type ReportParts } from './incident-messages.js';

const endpoint = anEndpoint({ name: 'App' });
const error = { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:9' };
const circuit = { failures: 10, error, openedAt: 500, probeAt: 2, failingSince: 400, quiet: false };
const counts = { failed: 0, redelivering: 0, delivered: 0, cancelled: 0 };

const parts = (incident: Partial<Incident>, more: Partial<ReportParts> = {}): ReportParts => ({
  incident: anIncident({
    error,
    ...incident,
  }),
  endpoint,
  circuit,
  counts,
  held: 48,
  now: 1400,
  ...more,
});

describe('The system event', () => {
  it('says of a failing endpoint why, what to do, what is on hold, and that nothing is lost', () => {
    const { id, data } = incidentEvent('failing', parts({ phase: 'failing' }));
    expect(id).toBe(`endpoint_failing:${anIncident().id}:1`);
    expect(data).toMatchObject({
      incident_id: anIncident().id,
      reason: 'connect ECONNREFUSED 127.0.0.1:9',
      cause: expect.stringContaining('Nothing accepts connections'),
      next_step: expect.stringContaining('receiver is running'),
      held: 48,
      lost: 0,
      consecutive_failures: 10,
      failing_since: '1970-01-01T00:00:00.400Z',
    });
  });

  it('says of an endpoint that is still failing what it said at first, with the numbers of now', () => {
    const told = { ...NOTHING_TOLD, count: 1 };
    const { id, data } = incidentEvent('still_failing', parts({ phase: 'failing', told }, { held: 112 }));
    expect(id).toBe(`endpoint_still_failing:${anIncident().id}:2`);
    expect(data).toMatchObject({
      message: expect.stringMatching(/^App \S+ is still failing: its last probe failed\./),
      cause: expect.stringContaining('Nothing accepts connections'),
      held: 112,
      consecutive_failures: 10,
      next_probe_at: '1970-01-01T00:00:00.002Z',
    });
  });

  it('says of an endpoint whose incident is acknowledged who takes care of it', () => {
    const incident = { phase: 'failing', acknowledgedBy: 'ana' } as const;
    expect(incidentEvent('still_failing', parts(incident)).data).toMatchObject({
      message: expect.stringMatching(/^App \S+ is still failing: its incident is acknowledged\./),
      acknowledged_by: 'ana',
    });
    const told = { ...NOTHING_TOLD, acknowledged: true };
    expect(incidentEvent('still_failing', parts({ ...incident, told })).data).toMatchObject({
      message: expect.stringContaining('its last probe failed'),
      acknowledged_by: 'ana',
    });
  });

  it('contains the reason once and the next step for a disabled endpoint', () => {
    const gone = { code: 'HTTP_410', message: 'HTTP 410 response' };
    const incident = { phase: 'disabled', error: gone, status: 410, disabledAt: 1 } as const;
    const { data } = incidentEvent('disabled', parts(incident, { held: null }));
    expect(data).toMatchObject({
      reason: 'HTTP 410 response',
      next_step: 'Replace the URL of the endpoint, then enable it.',
    });
    expect(data).not.toHaveProperty('held');
  });

  it.each([
    ['invalid_blocks', 'HTTP 400 response: invalid_blocks', 'HTTP 400 response: invalid_blocks'],
    ['HTTP_500', 'HTTP 500 response: Internal Server Error', 'HTTP 500 response: Internal Server Error'],
    ['TIMEOUT', 'timeout of 10000ms exceeded', 'timeout of 10000ms exceeded'],
    ['expired', 'HTTP 503 response', 'expired: HTTP 503 response'],
  ])('names the code %s once, whatever it reports', (code, message, reason) => {
    const fault = { code, message };
    const last = { ...anIncident().last!, error: fault };
    for (const report of [
      'failing',
      'still_failing',
      'recovered',
      'disabled',
      'exhausted',
      'closed',
    ] as const)
      expect(incidentEvent(report, parts({ error: fault, last })).data).toMatchObject({ reason });
  });

  it('counts the failed deliveries since the last report, and describes the latest', () => {
    const incident = { failed: 14, told: { ...NOTHING_TOLD, failed: 1, count: 1 } };
    const { data, id } = incidentEvent(
      'exhausted',
      parts(incident, { counts: { ...counts, failed: 9, redelivering: 3, delivered: 2 } }),
    );
    expect(id).toBe(`delivery_exhausted:${anIncident().id}:2`);
    expect(data).toMatchObject({
      message: expect.stringContaining('This is the latest of 13.'),
      count: 13,
      failed: 12,
      repaired: 2,
      attempts: 4,
      delivery_id: anIncident().last!.deliveryId,
      event: 'job.completed',
      job_id: 'j1',
    });
  });

  it('names who takes care of the incident, and the phase in which deliveries failed', () => {
    const incident = { phase: 'disabled', acknowledgedBy: 'ana' } as const;
    expect(incidentEvent('exhausted', parts(incident)).data).toMatchObject({
      acknowledged_by: 'ana',
      phase: 'disabled',
    });
    expect(incidentEvent('exhausted', parts({})).data).not.toHaveProperty('acknowledged_by');
  });

  it('tells of a recovered endpoint since when and why it failed, for how long, and what is left to repair', () => {
    const told = { ...NOTHING_TOLD, circuitAt: 500, failingSince: 400, count: 1 };
    const left = incidentEvent('recovered', parts({ told }, { counts: { ...counts, failed: 5 } })).data;
    expect(left).toMatchObject({
      message: expect.stringContaining('5 deliveries have failed and can be redelivered.'),
      next_step: expect.stringContaining('Redeliver'),
      reason: 'connect ECONNREFUSED 127.0.0.1:9',
      failing_since: '1970-01-01T00:00:00.400Z',
      failing_ms: 1_000,
      rested_since: '1970-01-01T00:00:00.500Z',
      recovered_at: '1970-01-01T00:00:01.400Z',
      closed: false,
    });
    const one = incidentEvent(
      'recovered',
      parts({ told }, { counts: { ...counts, failed: 1, redelivering: 0 } }),
    );
    expect(one.data).toMatchObject({
      message: expect.stringContaining('1 delivery has failed and can be redelivered.'),
      next_step: 'Redeliver the failed delivery, or cancel it.',
    });
    const over = incidentEvent('recovered', parts({ told, phase: 'closed' })).data;
    expect(over).toMatchObject({ closed: true, message: expect.stringContaining('nothing is lost') });
    expect(over).not.toHaveProperty('next_step');
  });

  it.each([
    incidentEvent('failing', parts({ phase: 'failing' }, { circuit: null })),
    incidentEvent('still_failing', parts({ phase: 'failing' })),
    incidentEvent('recovered', parts({})),
    incidentEvent('disabled', parts({ phase: 'disabled' })),
    incidentEvent('exhausted', parts({})),
    incidentEvent('closed', parts({ phase: 'closed', closedAt: 3, closedBy: 'repaired' })),
    certificateExpiring({
      of: 'client',
      host: null,
      fingerprint: 'AB',
      subject: 's',
      expiresAt: 1,
      seenAt: 2,
      endpoints: [],
    }),
  ])('has data that keeps to the schema of $type', ({ type, data }) => {
    const { schema } = BUILT_IN.get(type)!;
    expect(dataCheckOf(schema!)(parseData(JSON.stringify(data)))).toBeNull();
  });
});
