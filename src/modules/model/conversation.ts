import type { MessageRef } from './outcome.js';

export const CONVERSATION_MODES = ['each', 'live', 'thread'] as const;

/**
 * The form that the events of one job take at an endpoint: a message of their own each, one message that is edited as the job goes
 * on, or one thread whose first message is that of the first event.
 */
export type ConversationMode = (typeof CONVERSATION_MODES)[number];

export const ANNOUNCEMENTS = ['failure', 'end', 'never'] as const;

/**
 * The edits that are followed by a short new message, because an edit notifies nobody: those that tell of a failure, those that end
 * the job, or none.
 */
export type Announcements = (typeof ANNOUNCEMENTS)[number];

export const CONVERSATION_PHASES = ['open', 'final', 'gone', 'lost'] as const;

/**
 * The phase of a job's message: `open` shows progress, `final` an end. `gone`: it was deleted once, and an end will be posted anew.
 * `lost`: it was deleted a second time, and nothing more is posted.
 */
export type ConversationPhase = (typeof CONVERSATION_PHASES)[number];

/** An event of the job, as its message tells of it. */
export interface ConversationStep {
  readonly type: string;
  /** As the sender gave it, ISO 8601. */
  readonly timestamp: string;
  /** The step, in the words of the catalogue at that time: `Script ready`. */
  readonly label: string;
  /** False for a failure. */
  readonly ok: boolean;
}

/** The place of an event in the order of acceptance. */
export interface EventPosition {
  /** Unix ms. */
  readonly acceptedAt: number;
  /** Index among the events of one call. */
  readonly place: number;
}

/** The one message, or thread, of a job at an endpoint, as it is stored. */
export interface StoredConversation {
  /** The platform's name of the message; null: none was posted, or it is gone. */
  readonly ref: MessageRef | null;
  readonly phase: ConversationPhase;
  /** The newest event that the message shows; null before the first. */
  readonly shown: (EventPosition & { readonly deliveryId: string }) | null;
  /** Id of the delivery whose edit is to be announced by a message of its own; null: none. */
  readonly announcing: string | null;
  /** The job's events so far, oldest first; at most {@link TIMELINE_MAX}. */
  readonly timeline: readonly ConversationStep[];
  /** Number of times that the message was found deleted. */
  readonly losses: number;
  /**
   * Posts whose answer was lost, or whose process died, and first posts whose answer names no message: each may have made a message that
   * nobody finds again.
   */
  readonly doubts: number;
  /** Digest of where the message was posted: the ref names nothing anywhere else. */
  readonly target: string;
}

/** A stored conversation and the time of its last post or edit by the store's clock, Unix ms; null before the first. */
export interface KnownConversation extends StoredConversation {
  readonly editedAt: number | null;
}

/** Change of the job's conversation that a settlement writes, in the same transaction. */
export interface ConversationChange {
  readonly conversation: StoredConversation;
  /** True where a message was posted or edited just now. */
  readonly edited: boolean;
}

/** Steps that a conversation keeps: the first and the newest. */
export const TIMELINE_MAX = 20;

/** Appends a step; beyond {@link TIMELINE_MAX} the second oldest goes. */
export function withStep(
  timeline: readonly ConversationStep[],
  step: ConversationStep,
): readonly ConversationStep[] {
  const all = [...timeline, step];
  return all.length <= TIMELINE_MAX ? all : [all[0]!, ...all.slice(2)];
}

/** True where the event at `one` was accepted before the one at `other`. */
export function isOlder(one: EventPosition, other: EventPosition): boolean {
  return (
    one.acceptedAt < other.acceptedAt || (one.acceptedAt === other.acceptedAt && one.place < other.place)
  );
}

/** Reason of a delivery that needed no request: the message of its job shows something newer, or is about to. */
export const SUPERSEDED = 'superseded';
/** Reason of a delivery whose message people have deleted. */
export const MESSAGE_GONE = 'message_gone';
