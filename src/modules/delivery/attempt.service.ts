import { Injectable } from '@nestjs/common';
import { catchError, defer, finalize, map, of, type Observable } from 'rxjs';
import type { Conversation, TextFault } from '../../adapters/adapter.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { Attempt, LeasedDelivery } from '../model/delivery.js';
import type { Endpoint } from '../model/endpoint.js';
import type { Outcome } from '../model/outcome.js';
import type { TraceContext } from '../model/trace-context.js';
import { CircuitBreakers } from './breaker/circuit-breakers.service.js';
import { inAttemptSpan } from './events/attempt-span.js';
import { recordedRequest, recordOf } from './request/attempt-record.js';
import { fingerprintOf } from './request/fingerprint.js';
import { Identity } from './request/identity.service.js';
import { Judging } from './request/judging.service.js';
import { prepare } from './request/prepare.js';
import { withoutSecrets } from './request/redact.js';
import type { Answer, NoAnswer } from './sender/sender.service.js';
import { Transports } from './sender/transports.service.js';

/** One attempt that is over; `decide` makes a report of it. */
export interface Attempted {
  readonly delivery: LeasedDelivery;
  readonly endpoint: Endpoint;
  readonly outcome: Outcome;
  /** The attempt as it will be recorded. */
  readonly attempt: Attempt;
  /** Number of templates that failed, so that a built-in text was sent in their place; absent: none. */
  readonly failedTexts?: number;
  /** True where only the size of its batch was refused: it is sent again at once in a smaller one, and spends no retry. */
  readonly isResized?: true;
  /** Unix ms. */
  readonly endedAt: number;
}

/** Makes attempts: format → sign → send within the timeout → judge. */
@Injectable()
export class Attempts {
  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly breakers: CircuitBreakers,
    private readonly transports: Transports,
    private readonly judging: Judging,
    private readonly identity: Identity,
  ) {}

  /**
   * Makes one attempt; the breaker counts it as in flight until it is over. Emits once and never errors: an exception in an adapter
   * ends this delivery as failed with `internal_error`, and the lane goes on.
   *
   * @param conversation the message of the job that the request continues; absent: it makes one of its own
   */
  make(delivery: LeasedDelivery, conversation?: Conversation): Observable<Attempted> {
    const endpoint = this.catalogue.find(delivery.endpointId)!;
    const end = this.breakers.begin(endpoint.id);
    return inAttemptSpan(delivery, endpoint, (trace) =>
      this.#make({ delivery, endpoint, conversation, trace }),
    ).pipe(finalize(end));
  }

  #make({ delivery, endpoint, conversation, trace }: Beginning): Observable<Attempted> {
    return defer(() => {
      const startedAt = this.judging.now();
      const origin = { identity: this.identity, now: startedAt, trace };
      const request = prepare(delivery.event, { ...delivery, conversation }, endpoint, origin);
      const { faults, unsent } = request;
      if (unsent !== null) return of(withoutRequest(delivery, endpoint, unsent, startedAt));
      // The catalogue may change before the answer is there.
      const type = this.identity.typeOf(delivery.event.type);
      const form = fingerprintOf(endpoint, type, this.identity, {
        conversation,
        actionLinks: request.actionLinks,
      });
      return this.transports
        .send(request, endpoint.timeoutMs)
        .pipe(
          map((result) =>
            this.#attempted({ delivery, endpoint, conversation, startedAt, faults, form, result }),
          ),
        );
    }).pipe(catchError((error: unknown) => of(failedByBug(delivery, endpoint, error, this.judging.now()))));
  }

  #attempted(ended: Ended): Attempted {
    const { delivery, endpoint, conversation, startedAt, faults, form, result } = ended;
    const endedAt = this.judging.now();
    const judged = this.judging.judge(result, delivery, endpoint, endedAt);
    // Only a request that continues a message can find it gone.
    const outcome: Outcome =
      judged.kind === 'message-gone' && !conversation ? { ...judged, kind: 'rejected' } : judged;
    const kept = result.kind === 'answer' ? result.keptBody : null;
    const attempt = recordOf(recordedRequest(result, endpoint, startedAt), delivery, {
      outcome,
      faults,
      form,
      responseBody: kept && withoutSecrets(kept, endpoint),
    });
    return { delivery, endpoint, outcome, attempt, failedTexts: faults.length, endedAt };
  }
}

interface Beginning {
  readonly delivery: LeasedDelivery;
  readonly endpoint: Endpoint;
  /** The message that the request continues; undefined: it makes one of its own. */
  readonly conversation: Conversation | undefined;
  readonly trace: TraceContext | undefined;
}

interface Ended {
  readonly delivery: LeasedDelivery;
  readonly endpoint: Endpoint;
  readonly startedAt: number;
  readonly faults: readonly TextFault[];
  /** Fingerprint of the request. */
  readonly form: string;
  readonly conversation: Conversation | undefined;
  readonly result: Answer | NoAnswer;
}

/** Ends an attempt whose target is told nothing of the event. No fingerprint is kept: there is no request to make again. */
function withoutRequest(
  delivery: LeasedDelivery,
  endpoint: Endpoint,
  reason: string,
  now: number,
): Attempted {
  const attempt = { ...unanswered(delivery, now), outcome: 'delivered', note: reason } as const;
  return { delivery, endpoint, outcome: { kind: 'delivered' }, attempt, endedAt: now };
}

/** The attempt of a delivery that failed by an exception in the gateway. @param now Unix ms */
export function failedByBug(
  delivery: LeasedDelivery,
  endpoint: Endpoint,
  error: unknown,
  now: number,
): Attempted {
  const code = 'internal_error';
  const message = withoutSecrets(error instanceof Error ? error.message : String(error), endpoint);
  const told = { outcome: 'rejected', errorCode: code, errorMessage: message } as const;
  const attempt = { ...unanswered(delivery, now), ...told };
  return { delivery, endpoint, outcome: { kind: 'rejected', code, message }, attempt, endedAt: now };
}

/** The record of an attempt that took no time, and has no answer. */
function unanswered({ attempts }: LeasedDelivery, now: number): Omit<Attempt, 'outcome'> {
  return {
    number: attempts + 1,
    startedAt: now,
    durationMs: 0,
    status: null,
    errorCode: null,
    errorMessage: null,
    responseBody: null,
  };
}
