import type { ConversationChange } from '../../model/conversation.js';
import type { UnsentDelivery } from '../../model/delivery-handoff.js';
import type { Turn, WaitingTurn } from '../../store/conversation-store.js';
import { planTurn, type TurnSubject, type UnsentPlan } from './plan-turn.js';

/** Deliveries that end with the one before them, and the change of their conversation. */
export interface SupersededRun {
  /** The deliveries, in the order of their job. */
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
  { change: first }: UnsentPlan,
  waiting: readonly WaitingTurn[],
  subjectOf: (one: WaitingTurn) => TurnSubject,
): SupersededRun {
  const deliveries: UnsentDelivery[] = [];
  let change = first;
  for (const [at, one] of waiting.entries()) {
    // Redeliveries and replays may tell of something older: they have turns of their own, and so has the delivery before them.
    if (!one.isFirst) break;
    const newerWaits = waiting[at + 1]?.isFirst === true;
    const { editedAt = null } = turn.conversation ?? {};
    const conversation = change ? { ...change.conversation, editedAt } : turn.conversation;
    const { position, isFirst } = one;
    const own = { position, isFirst, newerWaits, conversation, rescues: 0, isUntold: false, now: turn.now };
    const plan = planTurn(own, subjectOf(one));
    if (plan.kind !== 'unsent' || plan.next.state !== 'delivered') break;
    deliveries.push(one.delivery);
    change = plan.change ?? change;
  }
  return { deliveries, ...(change && { change }) };
}
