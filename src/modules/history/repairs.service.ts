import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config/gateway-config.js';
import { Clock } from '../model/clock.js';
import type { Endpoint } from '../model/endpoint.js';
import { sortableId } from '../model/sortable-id.js';
import type { DeliveryFilter, DeliverySummary, EventSummary } from '../store/history-store.js';
import { RepairStore, type NewOperation, type Operation, type OperationKind } from '../store/repair-store.js';
import { Operations } from './operations.service.js';
import type { BulkRequest, ReplayRequest } from './repair-requests.js';
import { Surveys, type Survey } from './survey.service.js';

/** Operations that run at once: each is a load of its own. */
export const RUNNING_MAX = 20;
const DAY_MS = 24 * 3_600_000;
/** What is about to be deleted for its age is not replayed any more, ms. */
const MARGIN_MS = 3_600_000;

/** What was asked for: told beforehand, under way, or refused because too much is under way. */
export type Begun<Row> =
  | { readonly kind: 'survey'; readonly survey: Survey<Row> }
  | { readonly kind: 'operation'; readonly operation: Operation }
  | { readonly kind: 'busy' };

/** Begins operations, or counts what they would touch. */
@Injectable()
export class Repairs {
  constructor(
    private readonly repair: RepairStore,
    private readonly surveys: Surveys,
    private readonly operations: Operations,
    private readonly config: GatewayConfig,
    private readonly clock: Clock,
  ) {}

  async bulk(kind: Exclude<OperationKind, 'replay'>, request: BulkRequest): Promise<Begun<DeliverySummary>> {
    const { filter, dryRun, rate } = request;
    const survey = await this.surveys.deliveries(filter);
    if (dryRun) return { kind: 'survey', survey };
    return this.#begin({ kind, filter, endpointId: null, rate, total: totalOf(survey) });
  }

  async replay(endpoint: Endpoint, request: ReplayRequest): Promise<Begun<EventSummary>> {
    const { types, to, dryRun, rate } = request;
    const kept = this.clock.now() - this.config.retentionDays * DAY_MS + MARGIN_MS;
    const from = Math.max(request.from ?? 0, kept);
    const survey = await this.surveys.events({ types, jobId: null, from, to }, endpoint);
    if (dryRun) return { kind: 'survey', survey };
    const filter = { ...EVENTS, types, from, to };
    return this.#begin({ kind: 'replay', filter, endpointId: endpoint.id, rate, total: totalOf(survey) });
  }

  async #begin(
    asked: Omit<NewOperation, 'id' | 'createdAt'>,
  ): Promise<{ kind: 'operation'; operation: Operation } | { kind: 'busy' }> {
    if ((await this.repair.running()) >= RUNNING_MAX) return { kind: 'busy' };
    const operation = await this.repair.start({
      ...asked,
      id: sortableId(),
      createdAt: this.clock.now(),
    });
    this.operations.announce(operation);
    void this.operations.look();
    return { kind: 'operation', operation };
  }
}

const EVENTS: DeliveryFilter = {
  states: null,
  endpointIds: null,
  types: null,
  jobId: null,
  eventId: null,
  from: null,
  to: null,
  error: null,
};

function totalOf({ count, complete }: Survey<unknown>): number | null {
  return complete ? count : null;
}
