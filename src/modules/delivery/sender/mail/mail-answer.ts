import type { SMTPError } from 'nodemailer/lib/smtp-connection';
import type { Fault } from '../../../model/outcome.js';
import type { MailRecipients } from '../../../model/mail-recipients.js';
import { toFault } from '../fault.js';
import { keptText } from '../response-text.js';
import type { Answer, NoAnswer } from '../sender.service.js';
import type { Connection } from '../../../net/tls-fault.js';

/** The result of handing a message over, as far as it is read. */
export interface HandedOver {
  /** The server's last reply: `250 2.0.0 Ok: queued as 4F2A`. */
  readonly response: string;
  readonly accepted: readonly unknown[];
  readonly rejected: readonly unknown[];
  readonly rejectedErrors?: readonly RefusalError[];
}

/** The refusal of a recipient. */
interface RefusalError {
  readonly response?: string;
  readonly recipient?: string;
}

/** An error of nodemailer, as far as it is read. */
type MailError = Pick<Partial<SMTPError>, 'code' | 'command' | 'response' | 'responseCode'> & {
  readonly message?: string;
  /** The reply to each recipient; present where the server refused all of them. */
  readonly rejectedErrors?: readonly RefusalError[];
};

/** The system's code of a broken connection, by nodemailer's own code. */
const CODES: Readonly<Record<string, string>> = {
  ECONNECTION: 'ECONNRESET',
  ESOCKET: 'ECONNRESET',
  ETLS: 'ETLS',
  EDNS: 'ENOTFOUND',
};

/** Longest part of a reply in a note, and longest note, UTF-16 units. */
const REPLY_MAX = 200;
const NOTE_MAX = 4_000;

/** Makes the answer of a server that took the message for at least one recipient. */
export function takenAnswer(result: HandedOver, durationMs: number): Answer {
  const { response, accepted, rejectedErrors = [] } = result;
  const status = Number(/^\d{3}/.exec(response)?.[0] ?? 250);
  return answer(status, 'DATA', response, {
    durationMs,
    ...toldOf({ taken: accepted.length, refused: refusedIn(rejectedErrors) }),
  });
}

/** Makes the answer that an error holds: the server's reply, or the lack of one. */
export function failedAnswer(error: unknown, connection: Connection, durationMs: number): Answer | NoAnswer {
  const { responseCode, response = '', command = '', rejectedErrors = [] } = error as MailError;
  if (typeof responseCode === 'number' && responseCode >= 400)
    return answer(responseCode, command, response, {
      durationMs,
      ...toldOf({ taken: 0, refused: refusedIn(rejectedErrors) }),
    });
  return { kind: 'no-answer', fault: faultOf(error, connection), durationMs };
}

function refusedIn(errors: readonly RefusalError[]): MailRecipients['refused'] {
  return errors.map(({ recipient = '', response = '' }) => ({ address: recipient, reply: response }));
}

/** Tells of the recipients where the server refused some; the note names those of a message with several. */
function toldOf(recipients: MailRecipients): Pick<Answer, 'note' | 'recipients'> {
  const { taken, refused } = recipients;
  if (refused.length === 0) return { note: null };
  return { note: taken + refused.length === 1 ? null : noteOf(recipients), recipients };
}

/** Names the refused recipients, those with the same reply together. */
function noteOf({ taken, refused }: MailRecipients): string {
  const byReply = Map.groupBy(refused, ({ reply }) => keptText(reply.slice(0, REPLY_MAX))?.trim() ?? '');
  const why = [...byReply].map(
    ([reply, those]) => `${those.map(({ address }) => address).join(', ')} (${reply || 'without a reason'})`,
  );
  const share = `${refused.length} of ${taken + refused.length} recipients`;
  return `The server refused ${share}: ${why.join('; ')}`.slice(0, NOTE_MAX);
}

function answer(
  status: number,
  command: string,
  response: string,
  told: Pick<Answer, 'durationMs' | 'note' | 'recipients'>,
): Answer {
  const body = response.slice(0, 4096);
  return { kind: 'answer', status, headers: { command }, body, keptBody: keptText(body), ...told };
}

function faultOf(error: unknown, connection: Connection): Fault {
  const { code, message } = toFault(error, connection);
  return { code: CODES[code] ?? code, message };
}
