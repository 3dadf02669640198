import type { ConversationChange } from '../model/conversation.js';

/** The columns of a conversation that a settlement writes, beside its key and its times. */
export function conversationRow({ conversation }: ConversationChange) {
  const { ref, phase, shown, announcing, timeline, losses, doubts, target } = conversation;
  return {
    ref: ref === null ? null : JSON.stringify(ref),
    phase,
    shown_delivery: shown?.deliveryId ?? null,
    shown_at: shown?.acceptedAt ?? null,
    shown_place: shown?.place ?? null,
    announcing,
    timeline: JSON.stringify(timeline),
    losses,
    doubts,
    target,
  };
}

/** The columns that every write replaces. */
export const CONVERSATION_COLUMNS = [
  'ref',
  'phase',
  'shown_delivery',
  'shown_at',
  'shown_place',
  'announcing',
  'timeline',
  'losses',
  'doubts',
  'target',
] as const;

/** Assignments of all columns from the row that was in the way. */
export const REPLACED = CONVERSATION_COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ');
