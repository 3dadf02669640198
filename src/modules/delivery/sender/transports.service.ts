import { Injectable, Optional } from '@nestjs/common';
import { of, switchMap, type Observable } from 'rxjs';
import { ListenerLink } from '../../model/listener-link.js';
import { Handshakes, type AskingRequest } from './handshakes.service.js';
import { handedOver } from './hand-over.js';
import { MailSender, type MailRequest } from './mail/mail-sender.service.js';
import { Sender, type Answer, type NoAnswer, type SignedRequest } from './sender.service.js';

/**
 * Sends each request by the transport that it needs: HTTP, SMTP where the request says how it gets to a mail server, or the stream of
 * a listener.
 */
@Injectable()
export class Transports {
  constructor(
    private readonly http: Sender,
    private readonly mail: MailSender,
    private readonly handshakes: Handshakes,
    @Optional() private readonly listeners?: ListenerLink,
  ) {}

  /** Sends a request; emits once and completes, never errors. `timeoutMs` bounds all of the exchange. Unsubscribing ends it. */
  send(request: SignedRequest, timeoutMs: number): Observable<Answer | NoAnswer> {
    if (!request.handshake) return this.#send(request, timeoutMs);
    const started = performance.now();
    return this.handshakes.permission(request as AskingRequest, timeoutMs).pipe(
      switchMap((refusal) => {
        const leftMs = Math.ceil(timeoutMs - (performance.now() - started));
        return refusal === null ? this.#send(request, Math.max(1, leftMs)) : of(refusal);
      }),
    );
  }

  #send(request: SignedRequest, timeoutMs: number): Observable<Answer | NoAnswer> {
    if (request.mail) return this.mail.send(request as MailRequest, timeoutMs);
    const { method = 'POST', url, headers, body } = request;
    const handed = this.listeners?.hand(url, { method, headers, body, timeoutMs });
    return handed ? handedOver(handed, timeoutMs) : this.http.send(request, timeoutMs);
  }
}
