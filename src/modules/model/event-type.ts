export const TONES = ['success', 'failure', 'warning', 'progress', 'neutral'] as const;

/** The mood of a message: its colour on platforms that have one. */
export type Tone = (typeof TONES)[number];

export const MISMATCH_POLICIES = ['accept', 'warn', 'reject'] as const;

/** Treatment of an event whose data contradicts its type's schema: accepted, accepted and marked, or refused with 422. */
export type MismatchPolicy = (typeof MISMATCH_POLICIES)[number];

/** Looks of a button; without one it is an ordinary one. */
export const STYLES = ['primary', 'danger'] as const;

/** A button or link of a message. */
export interface ActionTemplate {
  readonly label: string;
  /** Template of an http(s) URL; the action is left out where it gives none. */
  readonly url: string;
  readonly style?: (typeof STYLES)[number];
}

/**
 * The meaning of an event type: the texts of its messages, its place in a job's life and the form of its data. Texts are
 * templates over event, data, job, endpoint and links; see `adapters/templates`.
 */
export interface EventType {
  /** `job.completed`; never a pattern. */
  readonly type: string;
  /** Title: `Video ready`. */
  readonly headline: string;
  /** One emoji, or an empty text. */
  readonly emoji: string;
  readonly tone: Tone;
  /** Parts joined by ` · `; an empty part is left out. */
  readonly subject: readonly string[];
  /** Sentences joined by ` · `; a sentence is left out where one of its outputs is empty. `**x**` marks emphasis. */
  readonly facts: readonly string[];
  /** Template of the reason of a failure; null: none. */
  readonly cause: string | null;
  /** Template of the https URL of a picture; null: none. */
  readonly image: string | null;
  readonly actions: readonly ActionTemplate[];
  /** Whether the job is over with this event. */
  readonly ends: boolean;
  /** JSON Schema (2020-12) of `data`; null: any object. */
  readonly schema: object | null;
  readonly onMismatch: MismatchPolicy;
  /** One or two sentences for API and docs. */
  readonly description: string;
}
