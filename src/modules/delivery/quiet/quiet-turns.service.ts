import { Injectable } from '@nestjs/common';
import { catchError, from, map, mergeMap, of, type Observable } from 'rxjs';
import { isOrdered, type LeasedDelivery } from '../../model/delivery.js';
import { ConversationStore } from '../../store/conversation-store.js';
import { Turns, unsentTurn, type SendTurn, type TakenTurn } from '../conversation/turns.service.js';
import { joiningTurn } from '../digest/join.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { unsentReport } from '../report.js';
import { Silences, subjectOf, type Silence } from './silences.service.js';

/**
 * Takes the turn of a delivery, and keeps what would notify people from being sent in the quiet hours of their endpoint, or while it
 * is muted: a message of its own, the first of a job, a reply in a thread, the announcement of an edit. Edits notify nobody, so they
 * are sent.
 *
 * This folder keeps quiet hours and mutes: `silences.service.ts` finds those that hold, `quiet-precedence.service.ts` lets what is held
 * give way to other events of its job, `quiet-releases.service.ts` makes what is held due when quiet hours or mutes change.
 */
@Injectable()
export class QuietTurns {
  constructor(
    private readonly turns: Turns,
    private readonly silences: Silences,
    private readonly conversations: ConversationStore,
    private readonly events: DeliveryEvents,
  ) {}

  /** Emits once; never errors. */
  take(delivery: LeasedDelivery): Observable<TakenTurn> {
    const turn = this.turns.take(delivery);
    if (delivery.isAskedFor) return turn;
    const silence = this.silences.of(subjectOf(delivery));
    return silence ? turn.pipe(mergeMap((taken) => this.#heeded(delivery, taken, silence))) : turn;
  }

  #heeded(delivery: LeasedDelivery, turn: TakenTurn, silence: Silence): Observable<TakenTurn> {
    if (turn.kind === 'unsent' || !turn.notifies) return of(turn);
    if (silence.then === 'drop') return of(dropped(delivery, turn, silence));
    // Joining gives up the turn, so nothing of the job waits behind it.
    if (silence.then === 'digest')
      return of(joiningTurn(delivery, turn, { inMs: silence.until - silence.now, now: silence.now }));
    const held = heldTurn(delivery, turn, silence);
    if (!isOrdered(delivery)) return of(held);
    return from(this.conversations.waitingTypes(delivery.id)).pipe(
      map((types) => this.#givingWay(delivery, turn, { held, types })),
      catchError((error: unknown) => {
        // `QuietPrecedence` looks again for events behind the delivery once it is held.
        this.events.publish({ kind: 'store-failing', during: 'reading the deliveries of a job', error });
        return of(held);
      }),
    );
  }

  /** Sends a held message before an event of its job that is not held; gives an announcement up where anything follows. */
  #givingWay(
    delivery: LeasedDelivery,
    turn: SendTurn,
    { held, types }: { readonly held: TakenTurn; readonly types: readonly string[] },
  ): TakenTurn {
    const { unannounced } = turn;
    if (unannounced) return types.length > 0 ? { kind: 'unsent', report: unannounced } : held;
    return types.some((type) => this.silences.of(subjectOf(delivery, type)) === null) ? turn : held;
  }
}

function heldTurn(
  delivery: LeasedDelivery,
  { unannounced }: SendTurn,
  { now, until, reason }: Silence,
): TakenTurn {
  const next = { state: 'pending', dueAt: until, inMs: until - now, reason } as const;
  const quiet = unannounced ? 'announcement' : 'message';
  return unsentTurn(delivery, { next, quiet });
}

/** An event that an edit has told of is delivered, although nobody was notified. */
function dropped(delivery: LeasedDelivery, { unannounced }: SendTurn, { reason }: Silence): TakenTurn {
  const next = { state: 'cancelled', reason } as const;
  return { kind: 'unsent', report: unannounced ?? unsentReport(delivery, { next }) };
}
