import type { Incident } from '../model/incident.js';
import { REPORT_EVERY_MS, type Report } from './next-report.js';

/** New incidents of one endpoint that are told within {@link REPORT_EVERY_MS}; others are told later, if they are still open then. */
export const OPENINGS_MAX = 3;

type Told = Pick<Incident, 'endpointId' | 'told'>;

/**
 * Keeps a target whose errors all differ from making a message for each of them: changes of an incident that people know of are always
 * told, further incidents wait. All times are Unix ms.
 */
export class ReportPace {
  readonly #counts = new Map<string, number>();

  /** @param incidents the active ones */
  constructor(incidents: readonly Told[], now: number) {
    for (const { endpointId, told } of incidents)
      if (told.at !== null && now - told.at < REPORT_EVERY_MS) this.told(endpointId);
  }

  mayTell({ endpointId, told }: Told, report: Report): boolean {
    const isOpening = report === 'exhausted' && told.phase === null;
    return !isOpening || (this.#counts.get(endpointId) ?? 0) < OPENINGS_MAX;
  }

  /** Notes that an incident of the endpoint was told of. */
  told(endpointId: string): void {
    this.#counts.set(endpointId, (this.#counts.get(endpointId) ?? 0) + 1);
  }
}
