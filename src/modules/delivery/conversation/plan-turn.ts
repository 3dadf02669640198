import type { Conversation } from '../../../adapters/adapter.js';
import {
  isOlder,
  MESSAGE_GONE,
  SUPERSEDED,
  withStep,
  type Announcements,
  type ConversationChange,
  type ConversationMode,
  type ConversationStep,
  type StoredConversation,
} from '../../model/conversation.js';
import type { NextState } from '../../model/delivery.js';
import type { EventType } from '../../model/event-type.js';
import type { GatewayEvent } from '../../model/event.js';
import type { Turn } from '../../store/conversation-store.js';

/** Least time between two edits of a message while its job goes on, ms. An event that ends the job does not wait for it. */
export const EDIT_GAP_MS = 3_000;
/** Age of the shown state from which a message is edited although a newer event waits: a stream of events must not keep it from moving, ms. */
export const STALE_AFTER_MS = 5 * EDIT_GAP_MS;
/** Time after the end of a job from which a new event of it begins a new message, ms: an id that is used every day gets one a day. */
export const NEW_MESSAGE_AFTER_MS = 6 * 3_600_000;

/** A delivery whose turn has come, and what forms its conversation. */
export interface TurnSubject {
  readonly deliveryId: string;
  /** Attempts made so far. */
  readonly attempts: number;
  readonly event: Pick<GatewayEvent, 'timestamp'>;
  /** The event in the timeline of the job's message. */
  readonly step: ConversationStep;
  readonly type: Pick<EventType, 'ends' | 'tone'>;
  /** True for incidents, whose id is never used again: their message goes on however old it is. */
  readonly lasting?: boolean;
  readonly mode: Exclude<ConversationMode, 'each'>;
  readonly announcements: Announcements;
  /** Digest of where the endpoint posts; see {@link StoredConversation.target}. */
  readonly target: string;
}

/** The plan of a turn: a request, or a next state without one. */
export type TurnPlan =
  | {
      readonly kind: 'send';
      /** The message that the request continues; absent: the first of its job. */
      readonly message?: Conversation;
      /** The conversation before the request. */
      readonly before: StoredConversation;
    }
  | {
      readonly kind: 'unsent';
      readonly next: NextState;
      readonly change?: ConversationChange;
      /** True where the delivery may have made a first message before, that nobody can find again. */
      readonly possibleDouble?: true;
    };

export type SendPlan = Extract<TurnPlan, { kind: 'send' }>;
export type UnsentPlan = Extract<TurnPlan, { kind: 'unsent' }>;

/** Decides how a delivery is sent in its turn. Pure. */
export function planTurn(turn: Turn, subject: TurnSubject): TurnPlan {
  const before = knownOf(turn, subject);
  // In a thread every event is a message, and nothing is edited.
  return subject.mode === 'thread' ? send(before, 'reply') : live(turn, subject, before);
}

function live(turn: Turn, subject: TurnSubject, before: StoredConversation): TurnPlan {
  const { deliveryId, type } = subject;
  const { shown, ref, phase } = before;
  const isShown = shown?.deliveryId === deliveryId;
  if (isShown && before.announcing === deliveryId && ref) return send(before, 'announce');
  if (!turn.isFirst && shown && !isShown && isOlder(turn.position, shown))
    // An end that nobody was told of is told beside the message, which goes on.
    return type.ends && turn.isUntold ? send(before, 'announce', { isEarlier: true }) : superseded();
  // An operator who redelivers asks for the message, whatever became of the one before.
  const isDropped = turn.isFirst && !isWanted(phase, subject);
  if (isDropped) return unsent({ state: 'cancelled', reason: MESSAGE_GONE }, turn, subject, before);
  if (type.ends) return send(before, 'edit');
  if (turn.isFirst && phase === 'final' && isLate(subject, before)) return superseded();
  if (turn.newerWaits && !isStale(turn, subject, before))
    return unsent({ state: 'delivered', reason: SUPERSEDED }, turn, subject, before);
  const inMs = waitForEdit(turn, before);
  if (inMs > 0) return { kind: 'unsent', next: { state: 'pending', dueAt: turn.now + inMs, inMs } };
  return send(before, 'edit');
}

/** True where an event of this type is told although people have deleted the message of its job. */
function isWanted(phase: StoredConversation['phase'], subject: TurnSubject): boolean {
  if (phase === 'gone') return subject.type.ends;
  return phase !== 'lost' || isAnnounceable(subject);
}

/** True where the endpoint wants a new message to tell of events of this type. */
export function isAnnounceable({
  announcements,
  type,
}: Pick<TurnSubject, 'announcements' | 'type'>): boolean {
  if (announcements === 'never' || !type.ends) return false;
  return type.tone === 'failure' || announcements === 'end';
}

/** True where the job had ended before the event happened: its report was on the way for longer than that of the end. */
function isLate({ event }: TurnSubject, { timeline }: StoredConversation): boolean {
  const last = Math.max(...timeline.map(({ timestamp }) => Date.parse(timestamp)));
  return Date.parse(event.timestamp) <= last;
}

/** True where the message shows an old state, or none, and the newer events that wait may be followed by ever newer ones. */
function isStale(
  { conversation, position, now }: Turn,
  { attempts }: TurnSubject,
  { ref }: StoredConversation,
): boolean {
  // An edit gets one attempt where a newer event waits: the next edit shows more.
  if (attempts > 0) return false;
  const editedAt = conversation?.editedAt ?? null;
  if (ref === null || editedAt === null) return now - position.acceptedAt < EDIT_GAP_MS;
  return now - editedAt >= STALE_AFTER_MS;
}

function send(
  before: StoredConversation,
  as: Conversation['as'],
  more: Pick<Conversation, 'isEarlier'> = {},
): TurnPlan {
  const { ref, timeline } = before;
  return ref === null
    ? { kind: 'send', before }
    : { kind: 'send', before, message: { as, ref, timeline, ...more } };
}

function superseded(): TurnPlan {
  return { kind: 'unsent', next: { state: 'delivered', reason: SUPERSEDED } };
}

/** Returns the change of the conversation where a digest tells of the event: nothing is posted, and the event stays in the timeline. */
export function gatheredPart(
  turn: Turn,
  { step }: TurnSubject,
  before: StoredConversation,
): { readonly conversation: ConversationChange; readonly possibleDouble?: true } {
  const unknown = before.ref === null ? turn.rescues : 0;
  const conversation = {
    ...before,
    timeline: withStep(before.timeline, step),
    doubts: before.doubts + unknown,
  };
  return { conversation: { conversation, edited: false }, ...(unknown > 0 && { possibleDouble: true }) };
}

/**
 * Ends a delivery without a request; its event stays in the timeline. Where the delivery was left under a lease, it may have made a first
 * message then.
 */
function unsent(next: NextState, turn: Turn, subject: TurnSubject, before: StoredConversation): TurnPlan {
  const { conversation: change, possibleDouble } = gatheredPart(turn, subject, before);
  return { kind: 'unsent', next, change, ...(possibleDouble && { possibleDouble }) };
}

function waitForEdit({ conversation, now }: Turn, { ref }: StoredConversation): number {
  const editedAt = conversation?.editedAt ?? null;
  if (ref === null || editedAt === null) return 0;
  // A clock that was set back must not make the wait longer than the gap.
  return Math.min(EDIT_GAP_MS, editedAt + EDIT_GAP_MS - now);
}

/** Returns what is known of the job's message where the endpoint posts now. */
function knownOf({ conversation, isFirst, now }: Turn, { target, lasting }: TurnSubject): StoredConversation {
  const nothing = { ...NOTHING_POSTED, target };
  if (conversation?.target !== target) return nothing;
  const { editedAt, ...stored } = conversation;
  const isOver = stored.phase === 'final' && editedAt !== null && now - editedAt > NEW_MESSAGE_AFTER_MS;
  return isOver && isFirst && lasting !== true ? nothing : stored;
}

const NOTHING_POSTED: Omit<StoredConversation, 'target'> = {
  ref: null,
  phase: 'open',
  shown: null,
  announcing: null,
  timeline: [],
  losses: 0,
  doubts: 0,
};
