import type { SMTPError } from 'nodemailer/lib/smtp-connection';
import type { Fault } from '../../../model/outcome.js';
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
  readonly rejectedErrors?: readonly { readonly response?: string; readonly recipient?: string }[];
}

/** An error of nodemailer, as far as it is read. */
type MailError = Pick<Partial<SMTPError>, 'code' | 'command' | 'response' | 'responseCode'> & {
  readonly message?: string;
};

/** Nodemailer's codes for what went wrong on the way, by those of the system. */
const CODES: Readonly<Record<string, string>> = {
  ECONNECTION: 'ECONNRESET',
  ESOCKET: 'ECONNRESET',
  ETLS: 'ETLS',
  EDNS: 'ENOTFOUND',
};

/** Makes the answer of a server that took the message for at least one recipient. */
export function takenAnswer(result: HandedOver, durationMs: number): Answer {
  const { response, accepted, rejected, rejectedErrors = [] } = result;
  const status = Number(/^\d{3}/.exec(response)?.[0] ?? 250);
  const why = rejectedErrors.map(({ response: reply }) => reply ?? '').filter(Boolean);
  const note =
    rejected.length === 0
      ? null
      : `The server refused ${rejected.length} of ${accepted.length + rejected.length} recipients: ${[...new Set(why)].join('; ') || 'it gave no reason'}`;
  return answer(status, 'DATA', response, { durationMs, note });
}

/** Makes the answer that an error holds: the server's reply, or the lack of one. */
export function failedAnswer(error: unknown, connection: Connection, durationMs: number): Answer | NoAnswer {
  const { responseCode, response = '', command = '' } = error as MailError;
  if (typeof responseCode === 'number' && responseCode >= 400)
    return answer(responseCode, command, response, { durationMs, note: null });
  return { kind: 'no-answer', fault: faultOf(error, connection), durationMs };
}

function answer(
  status: number,
  command: string,
  response: string,
  { durationMs, note }: { readonly durationMs: number; readonly note: string | null },
): Answer {
  const body = response.slice(0, 4096);
  return { kind: 'answer', status, headers: { command }, body, keptBody: keptText(body), note, durationMs };
}

function faultOf(error: unknown, connection: Connection): Fault {
  const { code, message } = toFault(error, connection);
  return { code: CODES[code] ?? code, message };
}
