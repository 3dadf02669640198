import { Injectable } from '@nestjs/common';
import type { NamedEndpoint } from '../delivery/events/endpoint-fields.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { Told } from '../model/incident.js';
import { SystemEvents } from '../model/system-events.js';
import {
  IncidentStore,
  type ActiveIncident,
  type OpenCircuit,
  type Situation,
} from '../store/incident-store.js';
import { UpkeepStore } from '../store/upkeep-store.js';
import { incidentEvent, REPORT_TYPES } from './incident-messages.js';
import { nextReport, type Report } from './next-report.js';
import { ReportPace } from './report-pace.js';

/** Tells subscribed endpoints of incidents by system events, and records what was told in the incident. */
@Injectable()
export class IncidentReporter {
  constructor(
    private readonly store: IncidentStore,
    private readonly catalogue: EndpointCatalogue,
    private readonly events: SystemEvents,
    private readonly upkeep: UpkeepStore,
  ) {}

  /**
   * Tells of all incidents what is due. The event is stored before it is recorded as told: a crash in between stores the same event again,
   * which does nothing.
   *
   * @throws GatewayError `store_full`, `store_unavailable`
   */
  async report(situation: Situation): Promise<void> {
    const pace = new ReportPace(situation.incidents, situation.now);
    for (const incident of situation.incidents) {
      const { now, endpoints } = situation;
      const { endpointId } = incident;
      const circuit = endpoints.find((one) => one.endpointId === endpointId)?.circuit ?? null;
      const report = nextReport(incident, now, circuit?.failures);
      if (report === null || !pace.mayTell(incident, report)) continue;
      const reported = { incident, endpoint: this.#named(incident), circuit, now };
      const isTold = report !== 'silence' && (await this.#tell(report, reported));
      if (!isTold && report === 'still_failing') continue;
      if (isTold) pace.told(endpointId);
      await this.store.told(incident, toldOf(reported, { report, isTold }));
    }
  }

  /** Emits the event; false where nobody is told, so that nothing is counted either. */
  async #tell(report: Exclude<Report, 'silence'>, reported: Reported): Promise<boolean> {
    const { incident, endpoint, circuit, now } = reported;
    const { endpointId } = incident;
    if (!endpoint) return false;
    if (!this.catalogue.hasOtherSubscriber(REPORT_TYPES[report], endpointId)) return false;
    const [counts] = await this.store.counts([incident.id]);
    const held = await this.#held(endpointId);
    await this.events.emit(
      incidentEvent(report, { incident, endpoint, circuit, counts: counts!, held, now }),
    );
    return true;
  }

  /** Counts the deliveries on hold; null where the store gives no count, because the report matters more. */
  async #held(endpointId: string): Promise<number | null> {
    const queues = await this.upkeep.outstanding(endpointId).catch(() => null);
    return queues && (queues[0]?.queued ?? 0);
  }

  /** Names the endpoint; one that was deleted by the name under which it was told of. */
  #named({ endpointId, told }: ActiveIncident): NamedEndpoint | null {
    const configured = this.catalogue.find(endpointId);
    if (configured) return configured;
    const removed = this.catalogue.removed().find(({ id }) => id === endpointId);
    return removed
      ? { ...removed, name: told.name ?? this.catalogue.displayName(endpointId) ?? removed.webhookId }
      : null;
  }
}

/** An incident, and what is known of it now. */
interface Reported {
  readonly incident: ActiveIncident;
  /** Null: not known. */
  readonly endpoint: NamedEndpoint | null;
  /** The open circuit of its endpoint; null: the circuit is closed. */
  readonly circuit: OpenCircuit | null;
  /** Unix ms. */
  readonly now: number;
}

/** The deliveries that have failed are told by a report of their own: some endpoints subscribe to that type alone. */
function toldOf(
  { incident, endpoint, circuit, now }: Reported,
  { report, isTold }: { readonly report: Report; readonly isTold: boolean },
): Told {
  const { phase, told, circuitAt } = incident;
  const isNew = phase === 'failing' && told.circuitAt !== circuitAt;
  // A message that is brought up to date notifies nobody, so it delays no report.
  const at = report === 'still_failing' ? { updatedAt: now } : { at: now };
  return {
    ...told,
    phase,
    ...(report === 'exhausted' && { failed: incident.failed }),
    ...(isTold && { ...at, count: told.count + 1, acknowledged: incident.acknowledgedBy !== null }),
    ...(isTold && endpoint && { name: endpoint.name }),
    ...(isNew && { circuitAt, failingSince: circuit?.failingSince ?? null }),
    ...((isNew || report !== 'exhausted') && { failures: circuit?.failures ?? 0 }),
  };
}
