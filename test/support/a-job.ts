import { randomUUID } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { anIncident } from './an-incident.js';
import type { Attempt } from '../../src/modules/model/delivery.js';
import type { StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import { ANY_DELIVERY } from '../../src/modules/store/history-store.js';
import type { Store } from '../../src/modules/store/store.js';

const LEASE_MS = 30_000;

/** A job in a store: its name stands in every place where one can stand, and so does the text of its person. */
export class StoredJob {
  readonly jobId: string;
  readonly person = `person-${randomUUID()}@mail.invalid`;
  /** Stands at the end of the data of each event, every second of which is long. */
  readonly tail = `tail-${randomUUID()}`;
  readonly #store: Store;
  readonly #now: () => number;

  constructor(store: Store, now: () => number, jobId = `job-${randomUUID()}`) {
    this.#store = store;
    this.#now = now;
    this.jobId = jobId;
  }

  /** Stores events of the job, each with a leased delivery for every endpoint; resolves with the ids of deliveries. */
  async report(endpoints: readonly StoredEndpoint[], count = 1, leased = true): Promise<string[]> {
    const acceptances = Array.from({ length: count }, (_, at) => ({
      event: {
        id: `${this.jobId}-event-${randomUUID()}`,
        type: 'job.progress',
        data: JSON.stringify({
          job_id: this.jobId,
          email: this.person,
          text: 'x'.repeat(at % 2 === 0 ? 20_000 : 200) + this.tail,
        }),
        timestamp: '2025-01-01T00:00:00.000Z',
        acceptedAt: this.#now(),
      },
      contentHash: null,
      jobId: this.jobId,
      batchIndex: at,
      deliveries: endpoints.map(({ id: endpointId, webhookId }) => {
        const id = uuid();
        return { id, endpointId, webhookId, leaseToken: leased ? id : null, orderKey: null };
      }),
    }));
    await this.#store.events.accept(acceptances, LEASE_MS);
    return acceptances.flatMap(({ deliveries }) => deliveries.map(({ id }) => id));
  }

  /** Settles leased deliveries, with an answer that names the person. */
  async settle(ids: readonly string[], delivered = true): Promise<void> {
    const attempt: Attempt = {
      number: 1,
      startedAt: this.#now(),
      durationMs: 1,
      status: delivered ? 200 : 500,
      outcome: delivered ? 'delivered' : 'rejected',
      errorCode: delivered ? null : 'HTTP_500',
      errorMessage: delivered ? null : `${this.jobId} is unknown`,
      responseBody: `saw ${this.person}`,
    };
    const next = delivered
      ? ({ state: 'delivered' } as const)
      : ({ state: 'failed', reason: 'HTTP_500' } as const);
    await this.#store.queue.settle(ids.map((id) => ({ deliveryId: id, leaseToken: id, attempt, next })));
  }

  /** Makes the rows that name the job beside its events. */
  async mention({ id: endpointId, webhookId }: StoredEndpoint): Promise<void> {
    const store = this.#store;
    await this.#converse({ endpointId, webhookId });
    await store.mutes.add(uuid(), {
      endpointId: null,
      type: null,
      jobId: this.jobId,
      errorClass: null,
      until: this.#now() + 3_600_000,
      then: 'hold',
      reason: `asked for by ${this.person}`,
      actor: 'ana',
    });
    await store.views.add(
      uuid(),
      { page: 'deliveries', name: `of ${this.jobId}`, query: `job:${this.jobId}` },
      'ana',
    );
    await store.repair.start({
      id: uuid(),
      kind: 'cancel',
      filter: { ...ANY_DELIVERY, jobId: this.jobId },
      endpointId: null,
      rate: null,
      total: 0,
      createdAt: this.#now(),
    });
    const entry = { actor: 'ana', action: 'x', detail: {}, address: '', outcome: 'done' } as const;
    await store.access.record({ ...entry, target: this.jobId });
    const [event] = (await this.events()).slice(0, 1);
    await this.#mentionInTexts(endpointId, event ?? '');
    await store.access.record({ ...entry, target: event ?? null });
    await store.health.change(endpointId, 0, {
      stage: 'open',
      openings: 1,
      probeInMs: 1,
      failingForMs: 1,
      failures: 9,
      error: { code: 'HTTP_500', message: `${this.jobId} is unknown` },
      quiet: false,
    });
  }

  /** Makes rows that name the job in their texts. */
  async #mentionInTexts(endpointId: string, eventId: string): Promise<void> {
    const store = this.#store;
    const { jobId, person } = this;
    const error = { code: 'HTTP_500', message: `${jobId} is unknown` };
    const evidence = {
      deliveryId: uuid(),
      attempt: 1,
      at: 1,
      status: 500,
      error,
      eventId,
      event: 'job.progress',
      jobId,
    };
    const incident = {
      ...anIncident({
        id: uuid(),
        endpointId,
        errorClass: `HTTP_500: ${jobId} is unknown`,
        error,
        phase: 'failing',
      }),
      first: evidence,
      last: evidence,
      circuitAt: 1,
      timeline: [{ at: 1, kind: 'failing' as const, text: error.message }],
    };
    await store.incidents.open(incident, []);
    const data = {
      job_ids: [jobId, 'another'],
      message: `1 × ${error.message}`,
      job_id: jobId,
      event_id: eventId,
    };
    const digest = {
      id: uuid(),
      type: 'webhook.digest',
      data: JSON.stringify(data),
      timestamp: 't',
      acceptedAt: 1,
    };
    await store.events.accept([{ event: digest, contentHash: null, deliveries: [] }], LEASE_MS);
    const view = { page: 'events', name: `of ${jobId}`, query: `job:${jobId} "${person}"` } as const;
    await store.views.add(uuid(), view, 'ana');
    const entry = {
      actor: 'ana',
      action: 'views.create',
      target: null,
      address: '',
      outcome: 'done',
    } as const;
    await store.access.record({ ...entry, detail: { name: view.name } });
    const where = [{ test: { of: 'text' as const, text: jobId } }];
    const filter = { ...ANY_DELIVERY, where, query: jobId };
    const operation = {
      kind: 'cancel',
      endpointId: null,
      rate: null,
      total: 0,
      createdAt: this.#now(),
    } as const;
    await store.repair.start({ ...operation, id: uuid(), filter });
  }

  /** Ids of the events of the job that are stored. */
  async events(): Promise<string[]> {
    const filter = { types: null, jobId: this.jobId, from: null, to: null };
    const { rows } = await this.#store.history.events(filter, { limit: 200, after: null });
    return rows.map(({ id }) => id);
  }

  async #converse(endpoint: { readonly endpointId: string; readonly webhookId: string }): Promise<void> {
    const id = uuid();
    const event = {
      id: `${this.jobId}-live-${id}`,
      type: 'job.started',
      data: JSON.stringify({ job_id: this.jobId }),
      timestamp: '2025-01-01T00:00:00.000Z',
      acceptedAt: this.#now(),
    };
    const delivery = { id, ...endpoint, leaseToken: id, orderKey: this.jobId };
    const { jobId } = this;
    await this.#store.events.accept([{ event, contentHash: null, jobId, deliveries: [delivery] }], LEASE_MS);
    const conversation = {
      ref: { message_id: `message of ${this.jobId}` },
      phase: 'open' as const,
      shown: null,
      announcing: null,
      timeline: [],
      losses: 0,
      doubts: 0,
      target: 'digest',
    };
    await this.#store.queue.settle([
      {
        deliveryId: id,
        leaseToken: id,
        orderKey: this.jobId,
        attempt: null,
        next: { state: 'delivered' },
        conversation: { conversation, edited: true },
      },
    ]);
  }
}
