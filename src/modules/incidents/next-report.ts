import type { Incident, IncidentEnd } from '../model/incident.js';

/** Least time between two reports of an incident whose phase stays, ms. */
export const REPORT_EVERY_MS = 60_000;

/** The next report of an incident. `silence`: the change is noted, and not reported. */
export type Report =
  'failing' | 'still_failing' | 'recovered' | 'disabled' | 'exhausted' | 'closed' | 'silence';

/**
 * Decides what is told of an incident next; null: nothing is due. Each change of phase is told once, deliveries that fail meanwhile together,
 * once a minute at most, and so are further failed probes. That somebody has acknowledged a failing endpoint is told at once. Pure; `now` is Unix ms.
 *
 * @param failures failed attempts in a row of the open circuit; 0 where it is closed
 */
export function nextReport(incident: Incident, now: number, failures = 0): Report | null {
  const { phase, told, quiet } = incident;
  if (quiet) return phase === 'closed' && told.phase !== 'closed' ? 'silence' : null;
  if (phase !== told.phase) return ofChange(incident);
  const isDue =
    phase !== 'closed' && incident.failed > told.failed && now - (told.at ?? 0) >= REPORT_EVERY_MS;
  if (isDue) return 'exhausted';
  if (phase !== 'failing') return null;
  if (incident.acknowledgedBy !== null && !told.acknowledged) return 'still_failing';
  // A circuit that has opened anew counts from one.
  const known = told.circuitAt === incident.circuitAt ? (told.failures ?? 0) : 0;
  const lastTold = Math.max(told.at ?? 0, told.updatedAt ?? 0);
  return failures > known && now - lastTold >= REPORT_EVERY_MS ? 'still_failing' : null;
}

function ofChange({ phase, told, closedBy }: Incident): Report {
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
      return told.phase === 'failing' && !isOperators(closedBy) ? 'recovered' : 'closed';
  }
}

/** True where an operator has enabled or deleted the endpoint: no probe has succeeded. */
const isOperators = (end: IncidentEnd | null): boolean => end === 'enabled' || end === 'removed';
