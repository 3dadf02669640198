import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config/gateway-config.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { Clock } from '../model/clock.js';
import type { Endpoint } from '../model/endpoint.js';
import { ANY_DELIVERY, type DeliverySummary } from '../store/history-store.js';
import type { NewOperation, Operation, OperationKind } from '../store/repair-store.js';
import { DryRuns, type DryRun, type ReplayDryRun } from './dry-runs.service.js';
import { Operations } from './operations.service.js';
import type { BulkRequest, ReplayRequest } from './repair-requests.js';

const DAY_MS = 24 * 3_600_000;
/** Events this close to their deletion, ms, are not replayed. */
const RETENTION_MARGIN_MS = 3_600_000;

/** The result of a request for an operation; `busy`: too many operations are running. */
export type OperationStart<Dry> =
  | { readonly kind: 'dry-run'; readonly dryRun: Dry }
  | { readonly kind: 'started'; readonly operation: Operation }
  | { readonly kind: 'busy' };

/** Starts operations over many deliveries, or counts in a dry run what they would touch. */
@Injectable()
export class BulkRepairs {
  constructor(
    private readonly dryRuns: DryRuns,
    private readonly operations: Operations,
    private readonly catalogue: EndpointCatalogue,
    private readonly config: GatewayConfig,
    private readonly clock: Clock,
  ) {}

  /** Redelivers, retries or cancels the deliveries that match; only a cancellation includes removed endpoints. */
  async deliveries(
    kind: Exclude<OperationKind, 'replay'>,
    { filter: asked, dryRun: isDryRun, rate }: BulkRequest,
  ): Promise<OperationStart<DryRun<DeliverySummary>>> {
    const configured = (): string[] => this.catalogue.all().map(({ id }) => id);
    const filter = kind === 'cancel' ? asked : { ...asked, endpointIds: asked.endpointIds ?? configured() };
    const dryRun = await this.dryRuns.deliveries(filter);
    if (isDryRun) return { kind: 'dry-run', dryRun };
    return this.#start({ kind, filter, endpointId: null, rate, total: totalOf(dryRun) });
  }

  /** Sends the endpoint the stored events that it subscribes to and has no delivery of. */
  async replay(
    endpoint: Endpoint,
    { filter: asked, dryRun: isDryRun, rate }: ReplayRequest,
  ): Promise<OperationStart<ReplayDryRun>> {
    const oldest = this.clock.now() - this.config.retentionDays * DAY_MS + RETENTION_MARGIN_MS;
    const events = { ...asked, from: Math.max(asked.from ?? 0, oldest) };
    const dryRun = await this.dryRuns.events(events, endpoint);
    if (isDryRun) return { kind: 'dry-run', dryRun };
    const filter = { ...ANY_DELIVERY, ...events };
    return this.#start({ kind: 'replay', filter, endpointId: endpoint.id, rate, total: totalOf(dryRun) });
  }

  async #start(asked: Omit<NewOperation, 'id' | 'createdAt'>): Promise<OperationStart<never>> {
    const operation = await this.operations.start({ ...asked, createdAt: this.clock.now() });
    return operation ? { kind: 'started', operation } : { kind: 'busy' };
  }
}

function totalOf({ count, complete }: DryRun<unknown>): number | null {
  return complete ? count : null;
}
