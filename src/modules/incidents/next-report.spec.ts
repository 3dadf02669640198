import { describe, expect, it } from '@jest/globals';
import { anIncident } from '../../../test/support/an-incident.js';
import { NOTHING_TOLD, type Incident, type Told } from '../model/incident.js';
import { nextReport, REPORT_EVERY_MS } from './next-report.js';

const NOW = 1_000_000;
const report = (over: Partial<Incident>, told: Partial<Told> = {}) =>
  nextReport(anIncident({ ...over, told: { ...NOTHING_TOLD, ...told } }), NOW);

describe('A report of an incident', () => {
  it.each([
    ['failing', null, 'failing'],
    ['exhausted', null, 'exhausted'],
    ['disabled', 'failing', 'disabled'],
    ['failing', 'exhausted', 'failing'],
    ['exhausted', 'failing', 'recovered'],
    ['closed', 'failing', 'recovered'],
    ['closed', 'exhausted', 'closed'],
    ['closed', 'disabled', 'closed'],
    // The operator who enabled the endpoint knows.
    ['exhausted', 'disabled', 'silence'],
    // Over before anybody was told.
    ['closed', null, 'silence'],
  ] as const)('tells of the phase %s after %s once: %s', (phase, before, told) => {
    expect(report({ phase }, { phase: before, at: NOW })).toBe(told);
    expect(report({ phase }, { phase, at: NOW, failed: 1 })).toBeNull();
  });

  it.each([
    ['recovered', 'recovered'],
    ['repaired', 'recovered'],
    ['removed', 'closed'],
    ['enabled', 'closed'],
  ] as const)(
    'tells of a failing endpoint whose incident is closed as %s that it is %s',
    (closedBy, told) => {
      expect(report({ phase: 'closed', closedBy }, { phase: 'failing', at: NOW })).toBe(told);
    },
  );

  it('tells of further failed deliveries together, once a minute', () => {
    const told = { phase: 'exhausted', failed: 1 } as const;
    expect(report({ failed: 14 }, { ...told, at: NOW - REPORT_EVERY_MS + 1 })).toBeNull();
    expect(report({ failed: 14 }, { ...told, at: NOW - REPORT_EVERY_MS })).toBe('exhausted');
    expect(report({ failed: 14, phase: 'failing' }, { ...told, phase: 'failing', at: 0 })).toBe('exhausted');
    expect(report({ failed: 14 }, { ...told, failed: 14, at: 0 })).toBeNull();
  });

  it('brings its message up to date after further failed probes, once a minute', () => {
    const failing = (failures: number, told: Partial<Told>) =>
      nextReport(
        anIncident({ phase: 'failing', told: { ...NOTHING_TOLD, phase: 'failing', failed: 1, ...told } }),
        NOW,
        failures,
      );
    const minuteAgo = NOW - REPORT_EVERY_MS;
    expect(failing(6, { at: minuteAgo, failures: 5 })).toBe('still_failing');
    expect(failing(6, { at: minuteAgo + 1, failures: 5 })).toBeNull();
    expect(failing(6, { at: 0, updatedAt: minuteAgo + 1, failures: 5 })).toBeNull();
    // No probe has failed since.
    expect(failing(5, { at: 0, failures: 5 })).toBeNull();
    // The circuit closed and opened anew between two looks.
    expect(failing(3, { at: 0, failures: 5, circuitAt: 900 })).toBe('still_failing');
    // An older version of the gateway has not stored how many had failed.
    expect(failing(5, { at: 0 })).toBe('still_failing');
  });

  it('brings its message up to date once somebody has acknowledged the failing endpoint', () => {
    const acknowledged = (over: Partial<Incident>, told: Partial<Told>) =>
      nextReport(
        anIncident({
          phase: 'failing',
          acknowledgedBy: 'ana',
          ...over,
          told: { ...NOTHING_TOLD, phase: 'failing', failed: 1, failures: 5, at: NOW, ...told },
        }),
        NOW,
        5,
      );
    expect(acknowledged({}, {})).toBe('still_failing');
    expect(acknowledged({}, { acknowledged: true })).toBeNull();
    expect(acknowledged({ acknowledgedBy: null }, {})).toBeNull();
    expect(acknowledged({ phase: 'exhausted' }, { phase: 'exhausted' })).toBeNull();
  });

  it('tells nobody of the trouble of system events', () => {
    expect(report({ quiet: true, phase: 'failing' })).toBeNull();
    expect(report({ quiet: true, phase: 'closed' })).toBe('silence');
  });
});
