import { Injectable } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { endpointState } from '../model/endpoint.js';
import { EndpointNames } from '../history/endpoint-names.service.js';
import { endpointHold } from '../model/hold.js';
import { isoTime, isoTimeOrNull } from '../model/iso-time.js';
import { LaneStates } from '../model/lane-states.js';
import { RepairStore, type Operation, type OutcomeCount } from '../store/repair-store.js';
import type { DryRun } from './dry-runs.service.js';
import { endpointOutcomes, outcomeView } from './operation-outcome.js';
import type {
  DryRunAnswer,
  DryRunEndpointView,
  OperationDetailView,
  OperationProgressView,
  OperationView,
} from './operation.response.js';
import { RepairEvents } from './repair-events.service.js';

/** Presents operations: what they did, and what became of the deliveries they queued. */
@Injectable()
export class OperationPresenter {
  /** Every state of an operation that this node has brought about, without its outcome. */
  readonly progress: Observable<OperationProgressView>;

  constructor(
    private readonly repair: RepairStore,
    private readonly names: EndpointNames,
    private readonly catalogue: EndpointCatalogue,
    private readonly lanes: LaneStates,
    events: RepairEvents,
  ) {
    this.progress = events.progress.pipe(map((operation) => this.#progressOf(operation)));
  }

  /** Presents all of them with their outcomes, which one query reads. */
  async list(operations: readonly Operation[]): Promise<OperationView[]> {
    const queueing = operations.filter(({ kind }) => kind !== 'cancel').map(({ id }) => id);
    const rows = queueing.length === 0 ? [] : await this.repair.outcomes(queueing);
    const byId = Map.groupBy(rows, ({ operationId }) => operationId);
    return operations.map((operation) => this.#view(operation, byId.get(operation.id) ?? []));
  }

  /** Presents one with its outcome, in all and by endpoint. */
  async detail(operation: Operation): Promise<OperationDetailView> {
    const rows = operation.kind === 'cancel' ? [] : await this.repair.outcomes([operation.id]);
    const endpoints = endpointOutcomes(rows, this.#isHeld).map(({ endpointId, ...counts }) => ({
      endpoint_id: endpointId,
      webhook_id: this.names.nameOf(endpointId),
      ...counts,
    }));
    return { ...this.#view(operation, rows), endpoints };
  }

  /** Presents an operation that has just started: none of its deliveries has an outcome yet. */
  started(operation: Operation): OperationView {
    return this.#view(operation, []);
  }

  /** Presents a dry run without its sample, with a warning for each endpoint that would send nothing. */
  dryRun({ count, complete, byEndpoint }: DryRun<unknown>): DryRunAnswer {
    const endpoints = [...byEndpoint].map(([id, ofEndpoint]) => this.#affected(id, ofEndpoint));
    const warnings = endpoints.flatMap(({ webhook_id: name, count: ofEndpoint, state }) =>
      state === 'disabled' || state === 'paused'
        ? [
            `${ofEndpoint} of ${count} are for ${name}, which is ${state}: they are kept until it is ${UNTIL[state]}.`,
          ]
        : [],
    );
    return { success: true, dry_run: true, count, complete, endpoints, warnings };
  }

  #affected(id: string, count: number): DryRunEndpointView {
    const endpoint = this.catalogue.find(id);
    const hold = endpoint && endpointHold(endpoint, this.lanes.of(id));
    return {
      endpoint_id: id,
      webhook_id: this.names.nameOf(id),
      count,
      state: endpoint ? endpointState(endpoint) : null,
      held_by: hold?.by ?? null,
    };
  }

  #view(operation: Operation, rows: readonly OutcomeCount[]): OperationView {
    return { ...this.#progressOf(operation), outcome: outcomeView(operation, rows, this.#isHeld) };
  }

  #progressOf({ filter, endpointId, createdAt, finishedAt, ...operation }: Operation): OperationProgressView {
    const { types, jobId, eventId, from, to, error, states, endpointIds } = filter;
    const { ids = null, query = null, groupedIn = null, incidentId = null } = filter;
    const targets = endpointId === null ? endpointIds : [endpointId];
    return {
      id: operation.id,
      kind: operation.kind,
      state: operation.state,
      total: operation.total,
      processed: operation.processed,
      succeeded: operation.succeeded,
      failed: operation.failed,
      rate: operation.rate,
      filter: {
        state: states,
        endpoint: targets?.map((id) => this.names.nameOf(id) ?? id) ?? null,
        event: types,
        job_id: jobId,
        event_id: eventId,
        from: isoTimeOrNull(from),
        to: isoTimeOrNull(to),
        error,
        id: ids,
        grouped_in: groupedIn,
        incident: incidentId,
        q: query,
      },
      created_at: isoTime(createdAt),
      finished_at: isoTimeOrNull(finishedAt),
    };
  }

  readonly #isHeld = (endpointId: string): boolean => {
    const endpoint = this.catalogue.find(endpointId);
    return endpoint !== undefined && endpointHold(endpoint, this.lanes.of(endpointId)) !== null;
  };
}

/** The action that ends a state in which an endpoint sends nothing. */
const UNTIL = { disabled: 'enabled', paused: 'resumed' } as const;
