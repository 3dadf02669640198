import type { NoAnswer } from '../../delivery/sender/sender.service.js';
import { faultText } from '../../model/fault-text.js';
import type { ListenerFault } from './listener-status.js';

/** Longest wait that a platform may ask for, ms. */
const WAIT_MAX_MS = 3_600_000;

/** Why presses cannot be heard for now, and how long to wait at least before the next try, ms. */
export interface ListenerFailure {
  readonly kind: 'fault';
  readonly fault: ListenerFault;
  readonly waitMs: number;
}

/** @param message a sentence, free of secrets */
export function failure(code: string, message: string, waitMs = 0): ListenerFailure {
  return { kind: 'fault', fault: { code, message }, waitMs };
}

/** Explains that the network brought no answer. */
export function unanswered({ fault }: Pick<NoAnswer, 'fault'>): ListenerFailure {
  return failure(fault.code, sentence(faultText(fault)));
}

/** Returns the wait that a platform asks for, ms; 0 where the value is no positive number of seconds. */
export function askedWaitMs(seconds: unknown): number {
  const asked = Number(seconds);
  return asked > 0 ? Math.min(WAIT_MAX_MS, asked * 1_000) : 0;
}

/** Ends a text with a full stop, unless it has one. */
export function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
