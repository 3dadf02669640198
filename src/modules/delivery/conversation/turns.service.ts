import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { catchError, from, map, mergeMap, of, type Observable } from 'rxjs';
import type { Conversation } from '../../../adapters/adapter.js';
import { stepOf } from '../../../adapters/notification/history.js';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { Clock } from '../../model/clock.js';
import type { ConversationChange, StoredConversation } from '../../model/conversation.js';
import type { UnsentDelivery } from '../../model/delivery-handoff.js';
import { isOrdered, type LeasedDelivery, type NextState } from '../../model/delivery.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import { getOrMake } from '../../model/get-or-make.js';
import { isSystemEvent } from '../../model/system-events.js';
import { ConversationStore, type Turn, type WaitingTurn } from '../../store/conversation-store.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { unsentReport, type Report } from '../report.js';
import { Identity } from '../request/identity.service.js';
import { isEnd } from './is-end.js';
import { gatheredPart, planTurn, type SendPlan, type TurnSubject, type UnsentPlan } from './plan-turn.js';
import { settleTurn } from './settle-turn.js';
import { supersededRun } from './superseded-run.js';

/** Pause before a turn is read again that the store did not give, ms. */
const RETRY_MS = 1_000;
/** Deliveries that are superseded together: one short write. */
const RUN_MAX = 100;

/** The turn of a delivery: the delivery is sent, or is over without a request. */
export type TakenTurn =
  | {
      readonly kind: 'send';
      /** The message that the request continues; absent: it makes one of its own. */
      readonly message?: Conversation;
      /** False where the request notifies nobody: it edits a message that is there. */
      readonly notifies: boolean;
      /** Ends the delivery without the announcement of its edit, which the request would make; absent: it would make none. */
      readonly unannounced?: Report;
      /** The change of the conversation where a digest tells of the event instead of the request; absent: none. */
      readonly gathered?: Pick<Report, 'conversation' | 'possibleDouble'>;
      /** The delivery with what has become known in its turn; absent: as it is. */
      readonly delivery?: LeasedDelivery;
      /** Completes the report of the attempt. */
      readonly settle: (report: Report) => Report;
    }
  | { readonly kind: 'unsent'; readonly report: Report };

/** Makes the turn of a delivery that is over without a request. */
export function unsentTurn(
  delivery: LeasedDelivery,
  then: Parameters<typeof unsentReport>[1],
): Extract<TakenTurn, { kind: 'unsent' }> {
  return { kind: 'unsent', report: unsentReport(delivery, then) };
}

/** The turn of a delivery that is sent. */
export type SendTurn = Extract<TakenTurn, { kind: 'send' }>;

/** The turn of a delivery that belongs to no conversation. */
const ALONE: TakenTurn = { kind: 'send', notifies: true, settle: (report) => report };

/**
 * Takes the turn of a delivery in the conversation of its job: one message that is edited as the job goes on, or one thread.
 *
 * This folder keeps conversations: `plan-turn.ts` decides whether a delivery edits, replies, waits or is superseded, `settle-turn.ts` what
 * becomes of the conversation after the attempt; `hastened-ends.service.ts` lets ends overtake progress that waits, by `hastening.ts`. The
 * conversation is read under the lease of the delivery whose turn it is, and written in the transaction that settles it, so it has one
 * writer at a time over all nodes.
 */
@Injectable()
export class Turns {
  constructor(
    private readonly conversations: ConversationStore,
    private readonly catalogue: EndpointCatalogue,
    private readonly identity: Identity,
    private readonly clock: Clock,
    private readonly events: DeliveryEvents,
  ) {}

  /** Emits once, at once where the endpoint keeps no conversations; never errors. */
  take(delivery: LeasedDelivery): Observable<TakenTurn> {
    const endpoint = this.catalogue.find(delivery.endpointId);
    if (!endpoint || endpoint.conversation === 'each' || !isOrdered(delivery)) return of(ALONE);
    const subject = this.#subjectOf(delivery, endpoint, endpoint.conversation);
    return from(this.conversations.turn(delivery.id)).pipe(
      mergeMap((turn) => (turn ? this.#taken(delivery, turn, subject) : of(ALONE))),
      catchError((error: unknown) => of(this.#unread(delivery, error))),
    );
  }

  #subjectOf(
    { id: deliveryId, attempts, event }: LeasedDelivery,
    endpoint: Endpoint,
    mode: TurnSubject['mode'],
  ): TurnSubject {
    const [lasting, target] = [isSystemEvent(event.type), targetDigest(endpoint)];
    const shared = { lasting, mode, announcements: endpoint.announce, target };
    return {
      deliveryId,
      attempts,
      event,
      ...this.#toldBy(event),
      ...shared,
    };
  }

  /** A delivery that waits behind another one goes to the same endpoint, and tells of the same job. */
  #subjectBehind(first: TurnSubject, { delivery, timestamp }: WaitingTurn): TurnSubject {
    const { id: deliveryId, attempts, event } = delivery;
    const told = { type: event.type, timestamp };
    return { ...first, deliveryId, attempts, event: told, ...this.#toldBy(told) };
  }

  #toldBy(event: Pick<GatewayEvent, 'type' | 'timestamp'>): Pick<TurnSubject, 'step' | 'type'> {
    const known = this.identity.typeOf(event.type);
    return { step: stepOf(event, known), type: { tone: known.tone, ends: isEnd(known) } };
  }

  #taken(delivery: LeasedDelivery, turn: Turn, subject: TurnSubject): Observable<TakenTurn> {
    const plan = planTurn(turn, subject);
    if (plan.kind === 'send') return of(this.#sent(delivery, turn, subject, plan));
    const isSuperseded = plan.next.state === 'delivered' && turn.newerWaits;
    if (!isSuperseded) return of(this.#unsent(delivery, plan));
    // Deliveries behind this one that are superseded too end with it: a job with thousands of reports does not take a turn for each.
    return from(this.conversations.behind(delivery.id, RUN_MAX)).pipe(
      map((waiting) => supersededRun(turn, plan, waiting, (one) => this.#subjectBehind(subject, one))),
      map(({ deliveries, change }) =>
        this.#unsent(delivery, { ...plan, ...(change && { change }) }, deliveries),
      ),
    );
  }

  #unsent(
    delivery: LeasedDelivery,
    { next, change: conversation, possibleDouble }: UnsentPlan,
    superseded: readonly UnsentDelivery[] = [],
  ): TakenTurn {
    return unsentTurn(delivery, {
      next: this.#timed(next),
      ...(conversation && { conversation }),
      ...(possibleDouble && { possibleDouble }),
      ...(superseded.length > 0 && { superseded }),
    });
  }

  #sent(delivery: LeasedDelivery, turn: Turn, subject: TurnSubject, plan: SendPlan): TakenTurn {
    const { message, before } = plan;
    const settle = (report: Report): Report => settleTurn(report, { turn, subject, plan });
    const announces = message?.as === 'announce' && before.announcing === delivery.id;
    return {
      kind: 'send',
      notifies: message?.as !== 'edit',
      settle,
      ...(message && { message }),
      ...(announces && { unannounced: unannounced(delivery, before) }),
      gathered: announces ? { conversation: silent(before) } : gatheredPart(turn, subject, before),
    };
  }

  /** The alarm of the next claim goes by this gateway's clock, and the turn by that of the store. */
  #timed(next: NextState): NextState {
    if (next.state !== 'pending' || next.inMs === undefined) return next;
    return { ...next, dueAt: this.clock.now() + next.inMs };
  }

  /** The delivery goes back to the queue where the store does not answer. */
  #unread(delivery: LeasedDelivery, error: unknown): TakenTurn {
    this.events.publish({ kind: 'store-failing', during: 'reading the message of a job', error });
    const next = { state: 'pending', dueAt: this.clock.now() + RETRY_MS, inMs: RETRY_MS } as const;
    return unsentTurn(delivery, { next });
  }
}

/** The edit told of the event; nobody is notified of it. */
function unannounced(delivery: LeasedDelivery, before: StoredConversation): Report {
  return unsentReport(delivery, { next: { state: 'delivered' }, conversation: silent(before) });
}

/** The conversation without the announcement that was to follow. */
function silent(before: StoredConversation): ConversationChange {
  return { conversation: { ...before, announcing: null }, edited: false };
}

const digests = new WeakMap<Endpoint, string>();

/** Digest of where and how an endpoint posts. Endpoints are replaced with every change, so each is digested once. */
export function targetDigest(endpoint: Endpoint): string {
  return getOrMake(digests, endpoint, () => {
    const { adapter, url, options, conversation } = endpoint;
    const parts = JSON.stringify([adapter, url, options, conversation]);
    return createHash('sha256').update(parts).digest('base64url').slice(0, 16);
  });
}
