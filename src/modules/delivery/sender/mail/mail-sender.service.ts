import type { Socket } from 'node:net';
import { Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import {
  catchError,
  defer,
  finalize,
  from,
  map,
  of,
  timeout,
  type Observable,
  type OperatorFunction,
} from 'rxjs';
import { GatewayConfig } from '../../../config/gateway-config.js';
import type { MailMessage } from '../../../model/mail-message.js';
import type { MailRoute } from '../../../model/mail-route.js';
import { TargetGuard } from '../../../net/target-guard.js';
import { Agents } from '../agents.js';
import type { Answer, NoAnswer, SignedRequest } from '../sender.service.js';
import type { Connection } from '../../../net/tls-fault.js';
import { certified, tlsOptions } from '../tls-options.js';
import { failedAnswer, takenAnswer, type HandedOver } from './mail-answer.js';
import { MailSocket } from './mail-socket.js';

/** A request whose adapter says how it gets to a mail server. */
export type MailRequest = SignedRequest & { readonly mail: MailRoute };

/**
 * Hands messages to mail servers (SMTP, RFC 5321), each over a connection of its own. Bounds are those of HTTP requests: one deadline over
 * all, and only addresses that the guard permits.
 */
@Injectable()
export class MailSender {
  constructor(
    private readonly config: GatewayConfig,
    private readonly guard: TargetGuard,
    private readonly agents: Agents,
  ) {}

  /** Sends a message; emits once and completes, never errors. Unsubscribing closes the connection. */
  send(request: MailRequest, timeoutMs: number): Observable<Answer | NoAnswer> {
    return defer(() => {
      const socket = new MailSocket(new URL(request.url), this.guard, request.trusted);
      const handedOver = from(this.#handOver(request, socket, timeoutMs));
      return handedOver.pipe(answered({ socket, timeoutMs, connection: this.#connectionOf(request) }));
    });
  }

  async #handOver(request: MailRequest, socket: MailSocket, timeoutMs: number): Promise<HandedOver> {
    const options = this.#optionsOf(request, await socket.open());
    const transport = createTransport({ ...options, ...within(timeoutMs) });
    const message = JSON.parse(request.body) as MailMessage;
    return transport.sendMail({ ...partsOf(message), ...envelopeOf(message, request.mail) });
  }

  #optionsOf({ url, mail, tls = null }: MailRequest, connection: Socket) {
    const { hostname } = new URL(url);
    const seen = (host: string, certificate: Parameters<Agents['onCertificate']>[1]): void =>
      this.agents.onCertificate(host, certificate);
    const { hasCertificate: _, ...secure } = tlsOptions(this.config.tls, tls, seen);
    return {
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      connection,
      name: mail.greeting,
      secure: mail.security === 'tls',
      requireTLS: mail.security === 'starttls',
      ignoreTLS: mail.security === 'none',
      tls: secure,
      ...(mail.login ? { auth: { user: mail.login.user, pass: mail.login.password } } : {}),
      ...(mail.dkim ? { dkim: mail.dkim } : {}),
      // Nothing in a message may name a file or an address that would be read into it.
      disableFileAccess: true,
      disableUrlAccess: true,
    };
  }

  #connectionOf({ mail, tls = null }: MailRequest): Connection {
    return {
      secure: mail.security !== 'none',
      hasCertificate: certified(this.config.tls, tls) !== null,
    };
  }
}

interface Attempt {
  readonly socket: Pick<MailSocket, 'isOpen' | 'close'>;
  readonly timeoutMs: number;
  readonly connection: Connection;
}

/**
 * Makes the answer of a mail server out of the result of handing a message over, or out of its error, or out of the lack of both within the
 * timeout. Closes the connection at the end, and when it is unsubscribed from.
 */
export const answered =
  ({ socket, timeoutMs, connection }: Attempt): OperatorFunction<HandedOver, Answer | NoAnswer> =>
  (handedOver) =>
    defer(() => {
      const started = performance.now();
      const spentMs = (): number => Math.round(performance.now() - started);
      return handedOver.pipe(
        map((result) => takenAnswer(result, spentMs())),
        timeout({ first: timeoutMs, with: () => of(overdue(timeoutMs, socket.isOpen, spentMs())) }),
        catchError((error: unknown) => of(failedAnswer(error, connection, spentMs()))),
        finalize(() => socket.close()),
      );
    });

/** Bounds each step of nodemailer's by the attempt's own deadline, which comes first: no timer of its own outlives it for long. */
function within(timeoutMs: number) {
  return { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
}

function overdue(timeoutMs: number, connected: boolean, durationMs: number): NoAnswer {
  const message = `timeout of ${timeoutMs}ms exceeded`;
  const fault = connected
    ? { code: 'TIMEOUT', message }
    : { code: 'ETIMEDOUT', message: `${message} while connecting` };
  return { kind: 'no-answer', fault, durationMs };
}

/** Names the recipients to the server where it is to pass the message on to some of them alone: its headers name all. */
function envelopeOf({ from }: MailMessage, { recipients }: MailRoute) {
  return recipients ? { envelope: { from, to: [...recipients] } } : {};
}

/** Names each part of a message to nodemailer, so that no other member of the body means anything to it. */
function partsOf({ from, to, cc, replyTo, subject, text, html, ...rest }: MailMessage) {
  const { messageId, inReplyTo, date, headers } = rest;
  return {
    from,
    to: [...to],
    cc: [...cc],
    ...(replyTo === null ? {} : { replyTo }),
    subject,
    text,
    html,
    messageId,
    // As a text it would be written as it is, which is no date of a mail.
    date: new Date(date),
    ...(inReplyTo === null ? {} : { inReplyTo, references: inReplyTo }),
    headers: { ...headers },
  };
}
