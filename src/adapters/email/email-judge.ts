import type { Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { cleanLine } from '../clean-text.js';

/** Replies to a login that fails. */
const LOGIN: ReadonlySet<number> = new Set([530, 534, 535, 538]);
/** Shortest wait after a server has put a message off to see whether it comes again (greylisting), ms. */
const GREY_WAIT_MS = 60_000;

/**
 * Judges the reply of a mail server (RFC 5321): 2xx took the message, 4xx puts it off, 5xx refuses it. An enhanced code (RFC 3463, `5.1.1`)
 * beats the basic one. Anything else is tried again.
 */
export function judgeEmail(response: TargetResponse): Outcome {
  const { status, body } = response;
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  const enhanced = /^\d{3}[ -](([245])\.\d{1,3}\.\d{1,3})\b/.exec(body);
  const isPermanent = enhanced ? enhanced[2] === '5' : status >= 500 && status < 600;
  const fault = { code: `SMTP_${status}`, message: messageOf(response) };
  // A server that greets with a refusal knows the sender's address alone, and may think better of it.
  if (commandOf(response) === 'CONN') return { ...putOff(body, status), ...fault, code: 'mail_policy' };
  if (!isPermanent) return { ...putOff(body, status), ...fault };
  return { kind: 'rejected', ...fault, code: codeOf(response, enhanced?.[1] ?? '') };
}

function putOff(body: string, status: number): { kind: 'retry'; afterMs?: number; slowDown?: boolean } {
  const isGrey = /gr[ea]y-?list/i.test(body);
  return {
    kind: 'retry',
    ...(isGrey ? { afterMs: GREY_WAIT_MS } : {}),
    // The service is closing, or takes no more connections.
    ...(status === 421 || status === 454 ? { slowDown: true } : {}),
  };
}

function codeOf(response: TargetResponse, enhanced: string): string {
  const { status } = response;
  const command = commandOf(response);
  if (LOGIN.has(status) || command.startsWith('AUTH')) return 'mail_login_refused';
  if (status === 552 || enhanced === '5.3.4' || enhanced === '5.2.3') return 'mail_too_large';
  if (enhanced.startsWith('5.7.')) return 'mail_policy';
  if (command.startsWith('RCPT') || enhanced.startsWith('5.1.')) return 'mail_recipient_refused';
  return command.startsWith('MAIL') ? 'mail_sender_refused' : `SMTP_${status}`;
}

function commandOf({ headers }: TargetResponse): string {
  return (headers['command'] ?? '').toUpperCase();
}

function messageOf({ status, body }: TargetResponse): string {
  const words = cleanLine(body.slice(0, 1000).replace(/^\d{3}[ -]/gm, ''), 300);
  return `SMTP ${status} reply${words === '' ? '' : `: ${words}`}`;
}
