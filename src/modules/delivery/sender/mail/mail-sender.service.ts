import type { Socket } from 'node:net';
import { Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { Observable } from 'rxjs';
import { GatewayConfig } from '../../../config/gateway-config.js';
import type { MailMessage } from '../../../model/mail-message.js';
import type { MailRoute } from '../../../model/mail-route.js';
import { TargetGuard } from '../../../net/target-guard.js';
import { Agents } from '../agents.js';
import type { Answer, NoAnswer, SignedRequest } from '../sender.service.js';
import { tlsOptions } from '../tls-options.js';
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
    return new Observable((subscriber) => {
      const started = performance.now();
      const socket = new MailSocket(new URL(request.url), this.guard, request.trusted);
      const progress = { connected: false };
      const end = (result: (durationMs: number) => Answer | NoAnswer): void => {
        clearTimeout(deadline);
        if (!subscriber.closed) subscriber.next(result(Math.round(performance.now() - started)));
        subscriber.complete();
        socket.close();
      };
      const deadline = setTimeout(() => end((ms) => overdue(timeoutMs, progress.connected, ms)), timeoutMs);
      this.#handOver(request, { socket, progress, timeoutMs }).then(
        (result) => end((ms) => takenAnswer(result, ms)),
        (error: unknown) => end((ms) => failedAnswer(error, this.#connectionOf(request), ms)),
      );
      return () => {
        clearTimeout(deadline);
        socket.close();
      };
    });
  }

  async #handOver(request: MailRequest, { socket, progress, timeoutMs }: Attempt): Promise<HandedOver> {
    const connection = await socket.open();
    progress.connected = true;
    const transport = createTransport({
      ...this.#optionsOf(request, connection),
      ...within(timeoutMs),
    });
    return transport.sendMail(partsOf(JSON.parse(request.body) as MailMessage));
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

  #connectionOf({ mail, tls = null }: MailRequest) {
    return {
      secure: mail.security !== 'none',
      hasCertificate: tlsOptions(this.config.tls, tls).hasCertificate,
    };
  }
}

interface Attempt {
  readonly socket: MailSocket;
  readonly progress: { connected: boolean };
  readonly timeoutMs: number;
}

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
