import { describe, expect, it } from '@jest/globals';
import { NOTHING_TOLD, type Told } from '../model/incident.js';
import { REPORT_EVERY_MS } from './next-report.js';
import { OPENINGS_MAX, ReportPace } from './report-pace.js';

const NOW = 10 * REPORT_EVERY_MS;
const incident = (told: Partial<Told> = {}, endpointId = 'a') => ({
  endpointId,
  told: { ...NOTHING_TOLD, ...told },
});

describe('New incidents of one endpoint', () => {
  it('are told, a few a minute', () => {
    const pace = new ReportPace([], NOW);
    const told = Array.from({ length: 20 }, () => incident()).filter((one) => {
      const mayTell = pace.mayTell(one, 'exhausted');
      if (mayTell) pace.told(one.endpointId);
      return mayTell;
    });
    expect(told).toHaveLength(OPENINGS_MAX);
    expect(pace.mayTell(incident({}, 'b'), 'exhausted')).toBe(true);
  });

  it('wait for those that were told before, on any node, until a minute has passed', () => {
    const before = Array.from({ length: OPENINGS_MAX }, () =>
      incident({ phase: 'exhausted', at: NOW - 1, count: 1 }),
    );
    expect(new ReportPace(before, NOW).mayTell(incident(), 'exhausted')).toBe(false);
    expect(new ReportPace(before, NOW + REPORT_EVERY_MS).mayTell(incident(), 'exhausted')).toBe(true);
  });

  it('never keep back that an endpoint fails, is disabled or recovers, or what becomes of a known one', () => {
    const known = incident({ phase: 'exhausted', at: NOW, count: 1 });
    const pace = new ReportPace(
      Array.from({ length: 9 }, () => known),
      NOW,
    );
    for (const report of ['failing', 'recovered', 'disabled', 'closed', 'silence'] as const)
      expect(pace.mayTell(incident(), report)).toBe(true);
    expect(pace.mayTell(known, 'exhausted')).toBe(true);
  });
});
