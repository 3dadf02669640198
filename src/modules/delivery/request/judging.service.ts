import { Injectable } from '@nestjs/common';
import { memberResults, type MemberResult } from '../../../adapters/batch/batch-results.js';
import { Clock } from '../../model/clock.js';
import type { LeasedDelivery } from '../../model/delivery.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { Outcome } from '../../model/outcome.js';
import { Redactor } from '../../model/redactor.js';
import type { Answer, NoAnswer } from '../sender/sender.service.js';
import { judge, withoutOwnSecrets } from './judge.js';

/** The judgement of the answer to a batch. */
export interface JudgedBatch {
  /** Outcome of the request: the breaker and the limits of the endpoint go by it. */
  readonly ofRequest: Outcome;
  /** Outcomes of the events, in order. */
  readonly members: readonly MemberResult[];
  /** False where the body of the answer must not be recorded with single events. */
  readonly keepsBody: boolean;
}

/** Judges answers when they arrive. */
@Injectable()
export class Judging {
  constructor(
    private readonly clock: Clock,
    private readonly redactor: Redactor,
  ) {}

  /** Unix ms. */
  now(): number {
    return this.clock.now();
  }

  /**
   * Judges an answer that arrived at `receivedAt` (Unix ms). Masked fields of the event that the target repeats are masked in the
   * outcome: its text goes into lists, incidents, events and the log, which have no event at hand.
   */
  judge(
    result: Answer | NoAnswer,
    { event }: LeasedDelivery,
    endpoint: Endpoint,
    receivedAt: number,
  ): Outcome {
    return this.#withoutMasked(judge(result, endpoint, receivedAt), event);
  }

  /** Judges the answer to a batch, for the endpoint and for each event. */
  judgeBatch(
    result: Answer | NoAnswer,
    deliveries: readonly LeasedDelivery[],
    endpoint: Endpoint,
    receivedAt: number,
  ): JudgedBatch {
    const ofRequest = judge(result, endpoint, receivedAt);
    const members = membersOf(result, ofRequest, { deliveries, receivedAt });
    const outcomes = members.map(({ outcome, said }, at) => {
      const { event } = deliveries[at]!;
      // `judge` has masked the outcome of the request already.
      const cleaned = said === null ? outcome : withoutOwnSecrets(outcome, endpoint);
      return { outcome: this.#withoutMasked(cleaned, event), said };
    });
    // An answer to many events may repeat masked fields of any of them.
    const isShared = deliveries.length > 1 && this.redactor.isOn;
    return { ofRequest, members: outcomes, keepsBody: !isShared };
  }

  #withoutMasked(outcome: Outcome, event: LeasedDelivery['event']): Outcome {
    if (outcome.kind === 'delivered' || !this.redactor.isOn) return outcome;
    return { ...outcome, message: this.redactor.of(event).text(outcome.message) };
  }
}

function membersOf(
  result: Answer | NoAnswer,
  ofRequest: Outcome,
  { deliveries, receivedAt }: { readonly deliveries: readonly LeasedDelivery[]; readonly receivedAt: number },
): readonly MemberResult[] {
  if (result.kind === 'no-answer' || ofRequest.kind !== 'delivered')
    return deliveries.map(() => ({ outcome: ofRequest, said: null }));
  const { status, headers, body, note } = result;
  const isComplete = note === null && !(body === '' && headers['content-encoding'] !== undefined);
  const ids = deliveries.map(({ id, event }) => ({ deliveryId: id, eventId: event.id }));
  return memberResults({ status, headers, body, receivedAt, isComplete }, ids);
}
