import type { Incident } from '../model/incident.js';

/** Least time between two reports of an incident whose phase stays, ms. */
export const REPORT_EVERY_MS = 60_000;

/** The next report of an incident. `silence`: the change is noted, and not reported. */
export type Report = 'failing' | 'recovered' | 'disabled' | 'exhausted' | 'closed' | 'silence';

/**
 * Decides what is told of an incident next; null: nothing is due. Each change of phase is told once, deliveries that fail meanwhile together,
 * once a minute at most. Pure; `now` is Unix ms.
 */
export function nextReport(incident: Incident, now: number): Report | null {
  const { phase, told, quiet } = incident;
  if (quiet) return phase === 'closed' && told.phase !== 'closed' ? 'silence' : null;
  if (phase !== told.phase) return ofChange(incident);
  const isDue =
    phase !== 'closed' && incident.failed > told.failed && now - (told.at ?? 0) >= REPORT_EVERY_MS;
  return isDue ? 'exhausted' : null;
}

function ofChange({ phase, told }: Incident): Report {
  switch (phase) {
    case 'failing':
    case 'disabled':
      return phase;
    case 'exhausted':
      if (told.phase === null) return 'exhausted';
      return told.phase === 'failing' ? 'recovered' : 'silence';
    case 'closed':
      // An incident that was over before its first report is not reported.
      if (told.phase === null) return 'silence';
      return told.phase === 'failing' ? 'recovered' : 'closed';
  }
}
