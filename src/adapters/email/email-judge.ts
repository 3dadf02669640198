import type { MailRecipients } from '../../modules/model/mail-recipients.js';
import type { Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { cleanLine } from '../clean-text.js';
import { OFF_WAIT_MS } from '../retry-after.js';

/** Replies to a login that fails. */
const LOGIN: ReadonlySet<number> = new Set([530, 534, 535, 538]);
/** Shortest wait after a server has put a message off to see whether it comes again (greylisting), ms. */
const GREY_WAIT_MS = 60_000;

/**
 * Judges the reply of a mail server (RFC 5321): 2xx took the message, 4xx puts it off, 5xx refuses it. An enhanced code (RFC 3463, `5.1.1`)
 * beats the basic one. Anything else is tried again. Where the server put some recipients off and took or refused the others, the retry goes
 * to those that were put off alone.
 */
export function judgeEmail(response: TargetResponse): Outcome {
  const { status, body, recipients } = response;
  const putOffs = putOffsOf(recipients);
  if (status >= 200 && status < 300)
    return recipients && putOffs.length > 0 ? partlyTaken(recipients, putOffs) : { kind: 'delivered' };
  const fault = { code: `SMTP_${status}`, message: `SMTP ${status} reply${wordsIn(body)}` };
  // A server that greets with a refusal knows the sender's address alone, and may think better of it.
  if (commandOf(response) === 'CONN' && status >= 500)
    return { kind: 'retry', ...fault, code: 'mail_policy', afterMs: OFF_WAIT_MS };
  if (isPermanent(status, body)) return { kind: 'rejected', ...fault, code: codeOf(response) };
  return {
    kind: 'retry',
    ...fault,
    ...waitOf(status, body),
    // The service is closing, or takes no more connections.
    ...(status === 421 || status === 454 ? { slowDown: true } : {}),
    ...(putOffs.length > 0 ? { unreached: putOffs.map(({ address }) => address) } : {}),
  };
}

/** A recipient that was put off, with the code of the reply. */
interface PutOff {
  readonly address: string;
  readonly reply: string;
  readonly status: number;
}

function putOffsOf(recipients: MailRecipients | undefined): readonly PutOff[] {
  return (recipients?.refused ?? [])
    .map(({ address, reply }) => ({ address, reply, status: Number.parseInt(reply, 10) }))
    .filter(({ status, reply }) => !isPermanent(status, reply));
}

function partlyTaken({ taken, refused }: MailRecipients, putOffs: readonly PutOff[]): Outcome {
  const { status, reply } = putOffs[0]!;
  const share = `${putOffs.length} of ${taken + refused.length} recipients`;
  return {
    kind: 'retry',
    code: 'mail_put_off',
    message: `SMTP ${status} reply for ${share}${wordsIn(reply)}`,
    ...waitOf(status, reply),
    unreached: putOffs.map(({ address }) => address),
  };
}

/** True for a refusal that a later attempt does not change. */
function isPermanent(status: number, reply: string): boolean {
  const enhanced = enhancedIn(reply);
  return enhanced === '' ? status >= 500 && status < 600 : enhanced.startsWith('5');
}

/** Returns the enhanced code of a reply; empty where it has none. */
function enhancedIn(reply: string): string {
  return /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1] ?? '';
}

/** The wait after a reply by which servers put off what they have not seen before: 450, 451, 4.2.x, 4.7.1, or the word itself. */
function waitOf(status: number, reply: string): { readonly afterMs?: number } {
  const isGrey =
    status === 450 ||
    status === 451 ||
    /^4\.(2\.\d+|7\.1)$/.test(enhancedIn(reply)) ||
    /gr[ea]y-?list/i.test(reply);
  return isGrey ? { afterMs: GREY_WAIT_MS } : {};
}

function codeOf(response: TargetResponse): string {
  const { status, body } = response;
  const [command, enhanced] = [commandOf(response), enhancedIn(body)];
  const isOfRecipient = command.startsWith('RCPT');
  if (LOGIN.has(status) || command.startsWith('AUTH')) return 'mail_login_refused';
  if (enhanced === '5.2.2' || (status === 552 && isOfRecipient && enhanced === '')) return 'mail_box_full';
  if (enhanced === '5.3.4' || enhanced === '5.2.3' || (status === 552 && !isOfRecipient))
    return 'mail_too_large';
  if (enhanced.startsWith('5.6.')) return 'mail_content_refused';
  if (enhanced.startsWith('5.7.')) return 'mail_policy';
  if (isOfRecipient || enhanced.startsWith('5.1.')) return 'mail_recipient_refused';
  return command.startsWith('MAIL') ? 'mail_sender_refused' : `SMTP_${status}`;
}

function commandOf({ headers }: TargetResponse): string {
  return (headers['command'] ?? '').toUpperCase();
}

/** Quotes a reply without its basic codes, after a colon; empty where it has no words. */
function wordsIn(reply: string): string {
  const words = cleanLine(reply.slice(0, 1000).replace(/^\d{3}[ -]/gm, ''), 300);
  return words === '' ? '' : `: ${words}`;
}
