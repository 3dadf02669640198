import type { ConversationChange } from '../../model/conversation.js';
import type { UnsentDelivery } from '../../model/delivery-handoff.js';
import type { Turn, WaitingTurn } from '../../store/conversation-store.js';
import { planTurn, type TurnPlan, type TurnSubject } from './plan-turn.js';

/** Deliveries that end with the one before them, and what becomes of their conversation. */
export interface SupersededRun {
  /** In the order of their job. */
  readonly deliveries: readonly UnsentDelivery[];
  /** The conversation after the last of them; absent: it stays as it is. */
  readonly change?: ConversationChange;
}

/**
 * Plans the turns of deliveries that wait behind one that is superseded, each as it would be planned after the one before: those that
 * would be superseded too need no turns of their own. Pure.
 *
 * @param waiting in the order of their job
 */
export function supersededRun(
  turn: Turn,
  { change: first }: Extract<TurnPlan, { kind: 'unsent' }>,
  waiting: readonly WaitingTurn[],
  subjectOf: (one: WaitingTurn) => TurnSubject,
): SupersededRun {
  const deliveries: UnsentDelivery[] = [];
  let change = first;
  for (const [at, one] of waiting.entries()) {
    const { position, isFirst, delivery } = one;
    const { editedAt = null } = turn.conversation ?? {};
    const conversation = change ? { ...change.conversation, editedAt } : turn.conversation;
    // Redeliveries and replays may tell of something older: they have turns of their own, and so has what they follow.
    const newerWaits = waiting[at + 1]?.isFirst === true;
    const own = { position, isFirst, newerWaits, conversation, rescues: 0, hadFailed: false, now: turn.now };
    const plan = isFirst ? planTurn(own, subjectOf(one)) : null;
    if (plan?.kind !== 'unsent' || plan.next.state !== 'delivered') break;
    deliveries.push(delivery);
    change = plan.change ?? change;
  }
  return { deliveries, ...(change && { change }) };
}
