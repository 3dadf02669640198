import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { IncidentWorld } from '../../../test/support/incident-world.js';
import { errorClass } from '../model/error-class.js';
import { OPEN_MAX } from './decide-incidents.js';
import { anyChar } from '../../../test/support/any-char.js';

const HTTP_500 = { code: 'HTTP_500', message: 'HTTP 500 response' };
const HTTP_429 = { code: 'HTTP_429', message: 'HTTP 429 response' };
const EXPIRED = { code: 'expired', message: 'expired' };
const kinds = (world: IncidentWorld) =>
  world.incidents.map(({ timeline }) => timeline.map(({ kind }) => kind).join(' '));
const phases = (world: IncidentWorld) => world.incidents.map(({ phase }) => phase);

describe('The incidents of an endpoint', () => {
  it('are one for an outage, whatever fails meanwhile, and close as it recovers with nothing failed', () => {
    const world = new IncidentWorld();
    world.openCircuit(HTTP_500);
    world.decide();
    const refused = { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' };
    world.circuit = { ...world.circuit!, failures: 2, error: refused };
    world.fail(refused);
    world.fail(EXPIRED, { attempt: null });
    world.decide();
    world.circuit = null;
    world.decide();
    expect(phases(world)).toEqual(['exhausted']);
    world.move(0, ['failed'], 'delivered');
    world.decide();
    expect(phases(world)).toEqual(['exhausted']);
    world.move(0, ['failed'], 'cancelled');
    world.decide();
    expect(world.incidents).toMatchObject([
      { phase: 'closed', closedBy: 'repaired', error: { code: 'ECONNREFUSED' } },
    ]);
    expect(kinds(world)).toEqual(['failing failed recovered closed']);
  });

  it('are one for each cause while the endpoint takes requests', () => {
    const world = new IncidentWorld();
    world.fail(HTTP_429);
    world.fail({ code: 'HTTP_400', message: 'HTTP 400 response: job 17 of "a" is unknown' });
    world.fail({ code: 'HTTP_400', message: 'HTTP 400 response: job 18 of "b" is unknown' });
    world.decide();
    expect(world.incidents.map(({ errorClass: name, failed }) => [name, failed])).toEqual([
      ['HTTP_429: HTTP 429 response', 1],
      ['HTTP_400: HTTP 400 response: job … of … is unknown', 2],
    ]);
    // A circuit that opens for a known cause goes on with its incident.
    world.openCircuit(HTTP_429);
    world.decide();
    expect(phases(world)).toEqual(['failing', 'exhausted']);
  });

  it('go on to disabled, and close as an operator enables the endpoint', () => {
    const world = new IncidentWorld();
    world.openCircuit(HTTP_500);
    world.decide();
    world.disable({ code: 'HTTP_410', message: 'HTTP 410 response' });
    world.decide();
    expect(world.decide()).toEqual([]);
    expect(world.incidents).toMatchObject([{ phase: 'disabled', error: { code: 'HTTP_410' }, status: 410 }]);
    world.disabled = null;
    world.circuit = null;
    world.decide();
    expect(world.incidents).toMatchObject([{ phase: 'closed', closedBy: 'enabled' }]);
  });

  it('tell the latest error, whatever the order in which failures are filed, and that of the latest probe', () => {
    const world = new IncidentWorld();
    const timeout = { code: 'TIMEOUT', message: 'timeout of 1000ms exceeded' };
    world.openCircuit(HTTP_500);
    world.fail(HTTP_500, { at: world.now, status: 500 });
    world.fail(timeout, { at: world.now - 500 });
    world.decide();
    expect(world.incidents).toMatchObject([
      { error: HTTP_500, status: 500, last: { error: HTTP_500 }, first: { error: timeout } },
    ]);
    // The circuit tells of the attempt that ended last, whenever it began.
    world.fail(HTTP_429);
    world.decide();
    expect(world.incidents).toMatchObject([{ error: HTTP_500, last: { error: HTTP_429 } }]);
    // The probe fails for another cause, and its delivery is retried.
    world.circuit = { ...world.circuit!, failures: 2, error: HTTP_429 };
    world.decide();
    expect(world.incidents).toMatchObject([{ phase: 'failing', error: HTTP_429, status: 429 }]);
    expect(kinds(world)).toEqual(['failing failed']);
    expect(world.decide()).toEqual([]);
  });

  it('stay open while a failed delivery is being redelivered, and count it once if it fails again', () => {
    const world = new IncidentWorld();
    world.fail(HTTP_500);
    world.decide();
    world.move(0, ['failed'], 'pending');
    world.decide();
    expect(phases(world)).toEqual(['exhausted']);
    world.move(0, ['pending'], 'failed');
    world.decide();
    expect([phases(world), world.members[0]!.filed]).toEqual([['exhausted'], true]);
  });

  it('are quiet while only system events fail', () => {
    const world = new IncidentWorld();
    world.fail(HTTP_500, { event: 'webhook.endpoint_failing' });
    world.decide();
    expect(world.incidents).toMatchObject([{ quiet: true }]);
    world.fail(HTTP_500);
    world.decide();
    expect(world.incidents).toMatchObject([{ quiet: false }]);
  });

  it('close as retention deletes what failed, and as the endpoint is deleted', () => {
    const world = new IncidentWorld();
    world.fail(HTTP_500);
    world.decide();
    world.purge();
    world.decide();
    world.fail(HTTP_500);
    world.decide();
    world.removed = true;
    world.fail(HTTP_500);
    world.decide();
    expect(world.incidents.map(({ closedBy }) => closedBy)).toEqual(['expired', 'removed']);
    expect(world.members.every(({ filed }) => filed)).toBe(true);
  });

  it('are bounded in number, however many causes there are', () => {
    const world = new IncidentWorld();
    for (let n = 0; n < OPEN_MAX + 5; n++)
      world.fail({ code: `E${'x'.repeat(n)}`, message: 'another error' });
    world.decide();
    expect(world.open()).toHaveLength(OPEN_MAX);
    expect(world.members.every(({ incidentId }) => incidentId !== null)).toBe(true);
  });
});

const error = fc.constantFrom(HTTP_500, HTTP_429, EXPIRED, { code: 'TIMEOUT', message: 'timeout of 10 ms' });
const nth = fc.nat(9);
/** Changes of an endpoint and its deliveries between two decisions. */
const happenings = fc.oneof(
  error.map((fault) => (world: IncidentWorld) => world.openCircuit(fault)),
  fc.constant((world: IncidentWorld) => void (world.circuit = null)),
  error.map((fault) => (world: IncidentWorld) => world.disable(fault)),
  fc.constant((world: IncidentWorld) => void (world.disabled = null)),
  error.map((fault) => (world: IncidentWorld) => world.fail(fault)),
  nth.map((n) => (world: IncidentWorld) => world.move(n, ['failed'], 'pending')),
  nth.map((n) => (world: IncidentWorld) => world.move(n, ['pending'], 'delivered')),
  nth.map((n) => (world: IncidentWorld) => world.move(n, ['pending'], 'failed')),
  nth.map((n) => (world: IncidentWorld) => world.move(n, ['failed', 'pending'], 'cancelled')),
  fc.constant((world: IncidentWorld) => world.purge()),
);
/** One in four decisions is written in part: its node was killed, or another was first. */
const writing = fc.oneof(
  { weight: 3, arbitrary: fc.constant(() => true) },
  nth.map((n) => (_: unknown, at: number) => at < n % 3),
);

describe('Any history of an endpoint', () => {
  it('leaves one open incident for each cause of what is failed, and none of what is not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(happenings, { maxLength: 4 }), writing), { maxLength: 30 }),
        (history) => {
          const world = new IncidentWorld();
          for (const [happened, isWritten] of history) {
            for (const happen of happened) happen(world);
            world.decide(isWritten);
          }
          // A failure that was repaired before it was filed opens an incident, which the next decision closes: nobody is told.
          world.decide();
          world.decide();
          const open = world.open();
          expect(world.decide()).toEqual([]);
          expect(new Set(open.map(({ errorClass: name }) => name)).size).toBe(open.length);
          expect(open.length > 0).toBe(
            world.circuit !== null || world.disabled !== null || world.unsettled().length > 0,
          );
          for (const { incidentId } of world.unsettled())
            expect(open.map(({ id }) => id)).toContain(incidentId);
          const { circuit, disabled } = world;
          const carriers = (at: 'circuitAt' | 'disabledAt') => open.flatMap((incident) => incident[at] ?? []);
          expect(carriers('circuitAt')).toEqual(circuit ? [circuit.openedAt] : []);
          expect(carriers('disabledAt')).toEqual(disabled ? [disabled.at] : []);
          for (const { phase, closedAt } of world.incidents)
            expect(phase === 'closed').toBe(closedAt !== null);
        },
      ),
    );
  });
});

describe('The class of an error', () => {
  it.each([
    [
      ['HTTP_404', 'HTTP 404 response: no hook 8f14e45f-ceea-467f-a8d5-91c1d0d1ea05'],
      ['HTTP_404', 'HTTP 404 response: no hook 019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c'],
    ],
    [
      ['ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.1:8080'],
      ['ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.22:80'],
    ],
    [
      ['ENOENT', "open '/var/tmp/a b' failed at https://app.test/x?y=1"],
      ['ENOENT', "open '/srv/c' failed at http://other.test/"],
    ],
  ])('is the same for errors that differ in ids, numbers, paths and quoted texts: %j', (one, other) => {
    const [first, second] = [one, other].map(([code, message]) =>
      errorClass({ code: code!, message: message! }),
    );
    expect(first).toBe(second);
  });

  it.each([
    [
      ['HTTP_500', 'HTTP 500 response'],
      ['HTTP_502', 'HTTP 502 response'],
    ],
    [
      ['HTTP_400', 'HTTP 400 response: no such job'],
      ['HTTP_400', 'HTTP 400 response: no such user'],
    ],
  ])('differs for other causes: %j', (one, other) => {
    const [first, second] = [one, other].map(([code, message]) =>
      errorClass({ code: code!, message: message! }),
    );
    expect(first).not.toBe(second);
  });

  it('is bounded, and is made of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyChar, maxLength: 3_000 }), (message) => {
        expect(errorClass({ code: 'X', message }).length).toBeLessThanOrEqual(130);
      }),
    );
  });
});
