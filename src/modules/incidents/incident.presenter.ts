import { Injectable } from '@nestjs/common';
import { explanationView } from '../../adapters/explanation.js';
import { EndpointActivities, type Activities } from '../endpoints/endpoint-activity.service.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { EndpointNames } from '../history/endpoint-names.service.js';
import { faultText } from '../model/fault-text.js';
import type { Evidence, Incident, IncidentStep } from '../model/incident.js';
import { isoTime, isoTimeOrNull } from '../model/iso-time.js';
import { IncidentStore, type IncidentCounts } from '../store/incident-store.js';
import { IncidentContext } from './incident-context.service.js';
import type {
  IncidentAttemptView,
  IncidentDetailView,
  IncidentStepView,
  IncidentView,
} from './incident.response.js';

/** Presents incidents with what holds now: counts of their deliveries, those on hold, and the next probe. */
@Injectable()
export class IncidentPresenter {
  constructor(
    private readonly store: IncidentStore,
    private readonly catalogue: EndpointCatalogue,
    private readonly names: EndpointNames,
    private readonly activities: EndpointActivities,
    private readonly context: IncidentContext,
  ) {}

  async all(incidents: readonly Incident[]): Promise<IncidentView[]> {
    const counts = await this.store.counts(incidents.map(({ id }) => id));
    const activities = incidents.some(isHolding) ? await this.activities.now() : null;
    return incidents.map((incident, at) => this.#view(incident, counts[at]!, activities));
  }

  async detail(incident: Incident): Promise<IncidentDetailView> {
    const [view] = await this.all([incident]);
    const last = await this.#last(incident);
    return {
      ...view!,
      last_attempt: last && attemptView(last),
      timeline: incident.timeline.map(stepView),
    };
  }

  #view(incident: Incident, counts: IncidentCounts, activities: Activities): IncidentView {
    const { id, endpointId, phase, error, status } = incident;
    const explanation = explanationView({ code: error.code, status });
    return {
      id,
      endpoint_id: endpointId,
      webhook_id: this.names.nameOf(endpointId),
      endpoint_name: this.catalogue.displayName(endpointId),
      endpoint_deleted: this.catalogue.find(endpointId) === undefined,
      state: phase === 'closed' ? 'closed' : 'open',
      phase,
      cause: {
        ...error,
        status,
        summary: explanation?.summary ?? null,
        next_step: explanation?.next_step ?? null,
      },
      error_class: incident.errorClass,
      opened_at: isoTime(incident.openedAt),
      closed_at: isoTimeOrNull(incident.closedAt),
      closed_by: incident.closedBy,
      failed: incident.failed,
      failed_now: counts.failed,
      redelivering: counts.redelivering,
      repaired: counts.delivered,
      cancelled: counts.cancelled,
      held: isHolding(incident) ? (activities?.of(endpointId).queued ?? null) : 0,
      next_probe_at: this.#sends(incident) ? isoTimeOrNull(this.context.probeAt(endpointId)) : null,
      first_attempt: incident.first && attemptView(incident.first),
      last_attempt: incident.last && attemptView(incident.last),
      quiet: incident.quiet,
      acknowledged_at: isoTimeOrNull(incident.acknowledgedAt),
      acknowledged_by: incident.acknowledgedBy,
      note: incident.note,
      muted_until: isoTimeOrNull(this.context.mutedUntil(id)),
    };
  }

  /** False for an endpoint that is paused or disabled: it is not probed. */
  #sends({ phase, endpointId }: Incident): boolean {
    const endpoint = this.catalogue.find(endpointId);
    return phase === 'failing' && endpoint?.pausedAt === null && endpoint.disabled === null;
  }

  /** Finds the last failed attempt; while the circuit is open, probes add to those that are stored. */
  async #last({ phase, endpointId, last, openedAt }: Incident): Promise<Evidence | null> {
    if (phase !== 'failing') return last;
    const newest = (await this.store.evidence(endpointId, last?.at ?? openedAt)).at(-1);
    return newest && (last === null || newest.at > last.at) ? newest : last;
  }
}

const isHolding = ({ phase }: Incident): boolean => phase === 'failing' || phase === 'disabled';

function attemptView(evidence: Evidence): IncidentAttemptView {
  return {
    delivery_id: evidence.deliveryId,
    number: evidence.attempt,
    at: isoTime(evidence.at),
    status: evidence.status,
    error: faultText(evidence.error),
    event: evidence.event,
    event_id: evidence.eventId,
    job_id: evidence.jobId,
  };
}

function stepView({ at, kind, count, by, text }: IncidentStep): IncidentStepView {
  return { at: isoTime(at), kind, count: count ?? null, by: by ?? null, text: text ?? null };
}
