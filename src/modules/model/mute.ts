import { matchesPattern } from './event-pattern.js';

/** Treatment of muted messages: they wait for the end, or are not sent at all. */
export const MUTE_THEN = ['hold', 'drop'] as const;
export type MuteThen = (typeof MUTE_THEN)[number];

/** Reason of a delivery that a mute holds (`pending`) or has dropped (`cancelled`). */
export const MUTED = 'muted';

/** Fields of a new mute. */
export interface NewMute {
  /** Null: all endpoints. */
  readonly endpointId: string | null;
  /** Event type or pattern; null: every event, system events included. */
  readonly type: string | null;
  /** Null: every job. */
  readonly jobId: string | null;
  /** Class of the event's error, as `errorClassOf` makes it; null: any error, or none. */
  readonly errorClass: string | null;
  /** Unix ms: it ends by itself then. */
  readonly until: number;
  readonly then: MuteThen;
  /** For people; null: none was given. */
  readonly reason: string | null;
  /** The person who muted, as the audit log names them. */
  readonly actor: string;
}

/** A time that ends by itself, in which messages are dropped or held. */
export interface Mute extends NewMute {
  /** UUIDv7. */
  readonly id: string;
  /** Unix ms. */
  readonly createdAt: number;
  /** Unix ms when an operator ended it early; null: nobody did. */
  readonly endedAt: number | null;
}

/** The event that a mute may apply to. `jobId` and `errorClass`: of the event's data, asked for only where a mute names one. */
export interface MuteSubject {
  readonly endpointId: string;
  readonly type: string;
  readonly jobId: () => string | null;
  readonly errorClass: () => string | null;
}

/** Tells whether a mute holds at `now` (Unix ms). */
export function isActive({ until, endedAt }: Mute, now: number): boolean {
  return endedAt === null && until > now;
}

/** Tells whether a mute is about this event at this endpoint. */
export function isAbout(mute: Mute, { endpointId, type, jobId, errorClass }: MuteSubject): boolean {
  if (mute.endpointId !== null && mute.endpointId !== endpointId) return false;
  if (mute.type !== null && !matchesPattern(mute.type, type)) return false;
  if (mute.jobId !== null && mute.jobId !== jobId()) return false;
  return mute.errorClass === null || mute.errorClass === errorClass();
}
