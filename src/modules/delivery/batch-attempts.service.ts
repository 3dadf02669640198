import { Injectable } from '@nestjs/common';
import { catchError, defer, finalize, map, of, type Observable } from 'rxjs';
import type { LeasedDelivery } from '../model/delivery.js';
import type { Endpoint } from '../model/endpoint.js';
import type { Outcome } from '../model/outcome.js';
import type { TraceContext } from '../model/trace-context.js';
import { failedByBug, type Attempted } from './attempt.service.js';
import { BatchSizes } from './batch/batch-sizes.service.js';
import { fitting } from './batch/fitting.js';
import { recordsOf } from './batch/member-records.js';
import { CircuitBreakers } from './breaker/circuit-breakers.service.js';
import { inAttemptSpans } from './events/attempt-span.js';
import { fingerprintOf } from './request/fingerprint.js';
import { Identity } from './request/identity.service.js';
import { Judging } from './request/judging.service.js';
import { prepareBatch, writeItem, type PreparedBatch, type WrittenItem } from './request/prepare-batch.js';
import type { RequestOrigin } from './request/signed.js';
import type { Answer, NoAnswer } from './sender/sender.service.js';
import { Transports } from './sender/transports.service.js';

const TOO_LARGE = 413;

/** The attempts of a batch that are over. */
export interface AttemptedBatch {
  /** The request as an attempt of its first event, for what it tells of the target; null where no request was made. */
  readonly ofRequest: Attempted | null;
  /** One attempt for each event of the request, and for each event that could not be written. */
  readonly attempted: readonly Attempted[];
  /** Deliveries that found no room in the request. */
  readonly left: readonly LeasedDelivery[];
}

interface Written {
  readonly delivery: LeasedDelivery;
  readonly item: WrittenItem;
}

/** Makes the attempts of a batch by one request: write each event → sign → send within the timeout → judge. */
@Injectable()
export class BatchAttempts {
  constructor(
    private readonly breakers: CircuitBreakers,
    private readonly transports: Transports,
    private readonly judging: Judging,
    private readonly identity: Identity,
    private readonly sizes: BatchSizes,
  ) {}

  /**
   * Makes one attempt for each delivery of an endpoint with a batch; the breaker counts the request as one in flight. Emits once and never
   * errors: an event that the adapter cannot write fails by itself with `internal_error`, and the others are sent.
   *
   * @param deliveries in the order in which they are sent, one at least
   */
  make(deliveries: readonly LeasedDelivery[], endpoint: Endpoint): Observable<AttemptedBatch> {
    const end = this.breakers.begin(endpoint.id);
    return inAttemptSpans(deliveries, endpoint, (trace) => this.#make(deliveries, endpoint, trace)).pipe(
      finalize(end),
    );
  }

  #make(
    deliveries: readonly LeasedDelivery[],
    endpoint: Endpoint,
    trace: TraceContext | undefined,
  ): Observable<AttemptedBatch> {
    return defer(() => {
      const startedAt = this.judging.now();
      const { written, broken } = this.#written(deliveries, endpoint, startedAt);
      const { taken, left } = fitting(
        written,
        ({ item }) => Buffer.byteLength(item.text),
        this.sizes.maxBytes(endpoint),
      );
      const rest = left.map(({ delivery }) => delivery);
      if (taken.length === 0) return of({ ofRequest: null, attempted: broken, left: rest });
      return this.#request(taken, endpoint, { now: startedAt, trace }).pipe(
        map((batch) => ({ ...batch, attempted: [...batch.attempted, ...broken], left: rest })),
      );
    }).pipe(catchError((error: unknown) => of(this.#failed(deliveries, endpoint, error))));
  }

  /** Writes each event; one that cannot be written fails by itself. */
  #written(
    deliveries: readonly LeasedDelivery[],
    endpoint: Endpoint,
    now: number,
  ): { readonly written: readonly Written[]; readonly broken: readonly Attempted[] } {
    const origin = { identity: this.identity, now };
    const written: Written[] = [];
    const broken: Attempted[] = [];
    for (const delivery of deliveries) {
      const { id, webhookId, event } = delivery;
      try {
        written.push({ delivery, item: writeItem(event, { id, webhookId }, endpoint, origin) });
      } catch (error) {
        broken.push(failedByBug(delivery, endpoint, error, now));
      }
    }
    return { written, broken };
  }

  #request(
    written: readonly Written[],
    endpoint: Endpoint,
    origin: Pick<RequestOrigin, 'now' | 'trace'>,
  ): Observable<Pick<AttemptedBatch, 'ofRequest' | 'attempted'>> {
    const request = prepareBatch(
      written.map(({ item }) => item),
      endpoint,
      { identity: this.identity, ...origin },
    );
    // The catalogue may change before the answer is there.
    const forms = written.map(({ delivery: { event } }) =>
      fingerprintOf(endpoint, this.identity.typeOf(event.type), this.identity),
    );
    return this.transports
      .send(request, endpoint.timeoutMs)
      .pipe(
        map((result) =>
          this.#attempted(result, { written, endpoint, startedAt: origin.now, forms, request }),
        ),
      );
  }

  #attempted(
    result: Answer | NoAnswer,
    { written, endpoint, startedAt, forms, request }: Sent,
  ): Pick<AttemptedBatch, 'ofRequest' | 'attempted'> {
    const endedAt = this.judging.now();
    const deliveries = written.map(({ delivery }) => delivery);
    const judged = this.judging.judgeBatch(result, deliveries, endpoint, endedAt);
    const isResized = written.length > 1 && result.kind === 'answer' && result.status === TOO_LARGE;
    if (isResized) this.sizes.refused(endpoint, Buffer.byteLength(request.body));
    const size = written.length;
    const batch = size > 1 ? { id: request.batchId, size } : null;
    const records = recordsOf({ result, judged, endpoint, startedAt, batch });
    const attempted = written.map(({ delivery, item }, at): Attempted => {
      const { outcome } = judged.members[at]!;
      const faults = item.faults ?? [];
      const attempt = records(delivery, at, { outcome, faults, form: forms[at]! });
      const resized = isResized ? { isResized: true as const } : {};
      return { delivery, endpoint, outcome, attempt, failedTexts: faults.length, endedAt, ...resized };
    });
    // A target that takes smaller batches is healthy.
    const outcome: Outcome = isResized ? tooLarge(judged.ofRequest) : judged.ofRequest;
    return { ofRequest: { ...attempted[0]!, outcome }, attempted };
  }

  #failed(deliveries: readonly LeasedDelivery[], endpoint: Endpoint, error: unknown): AttemptedBatch {
    const now = this.judging.now();
    const attempted = deliveries.map((delivery) => failedByBug(delivery, endpoint, error, now));
    return { ofRequest: attempted[0] ?? null, attempted, left: [] };
  }
}

interface Sent {
  readonly written: readonly Written[];
  readonly endpoint: Endpoint;
  readonly startedAt: number;
  /** Fingerprints of the requests of single events. */
  readonly forms: readonly string[];
  readonly request: PreparedBatch;
}

function tooLarge(outcome: Outcome): Outcome {
  return outcome.kind === 'delivered'
    ? outcome
    : { kind: 'rejected', code: outcome.code, message: outcome.message };
}
