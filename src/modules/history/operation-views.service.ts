import { ConflictException, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { endpointState } from '../endpoints/endpoint-view.js';
import { endpointHold } from '../model/hold.js';
import { LaneStates } from '../model/lane-states.js';
import { RepairStore, type Operation, type OutcomeCount } from '../store/repair-store.js';
import { EndpointNames } from './endpoint-names.service.js';
import { endpointOutcomes, outcomeView } from './operation-outcome.js';
import { operationView } from './operation-view.js';
import { Operations } from './operations.service.js';
import { RUNNING_MAX, type Begun } from './repairs.service.js';
import type { Survey } from './survey.service.js';

/** Operations as the API shows them: what they did, and what became of the deliveries they queued. */
@Injectable()
export class OperationViews {
  /** Each state of an operation that this node has brought about, without its outcome. */
  readonly progress: Observable<object>;

  constructor(
    private readonly repair: RepairStore,
    private readonly names: EndpointNames,
    private readonly catalogue: EndpointCatalogue,
    private readonly lanes: LaneStates,
    operations: Operations,
  ) {
    this.progress = operations.progress.pipe(
      map((operation) => operationView(operation, (id) => this.names.nameOf(id))),
    );
  }

  /** One look at the store for all of them. */
  async list(operations: readonly Operation[]): Promise<object[]> {
    const queueing = operations.filter(({ kind }) => kind !== 'cancel').map(({ id }) => id);
    const rows = queueing.length === 0 ? [] : await this.repair.outcomes(queueing);
    const byId = Map.groupBy(rows, ({ operationId }) => operationId);
    return operations.map((operation) => this.#view(operation, byId.get(operation.id) ?? []));
  }

  /** The same of one, by endpoint besides. */
  async one(operation: Operation): Promise<object> {
    const rows = operation.kind === 'cancel' ? [] : await this.repair.outcomes([operation.id]);
    const endpoints = endpointOutcomes(rows, this.#isHeld).map(({ endpointId, ...counts }) => ({
      endpoint_id: endpointId,
      webhook_id: this.names.nameOf(endpointId),
      ...counts,
    }));
    return { ...this.#view(operation, rows), endpoints };
  }

  /** The answer to a request for an operation: `202` where it has begun, `200` for a dry run. */
  begun<Row>(begun: Begun<Row>, reply: FastifyReply, rowView: (row: Row) => object): object {
    if (begun.kind === 'busy') {
      const message = `${RUNNING_MAX} operations are running; wait until one is done, or cancel one.`;
      throw new ConflictException({ code: 'too_many_operations', message });
    }
    if (begun.kind === 'survey') {
      void reply.status(200);
      return { success: true, dry_run: true, ...this.#survey(begun.survey, rowView) };
    }
    void reply.status(202);
    return { success: true, operation: this.#view(begun.operation, []) };
  }

  #survey<Row>({ count, complete, sample, byEndpoint }: Survey<Row>, rowView: (row: Row) => object): object {
    const endpoints = [...byEndpoint].map(([id, meant]) => this.#meant(id, meant));
    const warnings = endpoints.flatMap(({ webhook_id: name, count: meant, state }) =>
      state === 'enabled' || state === null
        ? []
        : [
            `${meant} of ${count} are for ${name}, which is ${state}: they are kept until it is ${UNTIL[state]}.`,
          ],
    );
    return { count, complete, endpoints, warnings, sample: sample.map(rowView) };
  }

  #meant(id: string, count: number) {
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

  #view(operation: Operation, rows: readonly OutcomeCount[]): object {
    return {
      ...operationView(operation, (id) => this.names.nameOf(id)),
      outcome: outcomeView(operation, rows, this.#isHeld),
    };
  }

  readonly #isHeld = (endpointId: string): boolean => {
    const endpoint = this.catalogue.find(endpointId);
    return endpoint !== undefined && endpointHold(endpoint, this.lanes.of(endpointId)) !== null;
  };
}

const UNTIL = { disabled: 'enabled', paused: 'resumed' } as const;
