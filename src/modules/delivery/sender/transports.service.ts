import { Injectable } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { MailSender, type MailRequest } from './mail/mail-sender.service.js';
import { Sender, type Answer, type NoAnswer, type SignedRequest } from './sender.service.js';

/** Sends each request by the transport that it needs: HTTP, or SMTP where the request says how it gets to a mail server. */
@Injectable()
export class Transports {
  constructor(
    private readonly http: Sender,
    private readonly mail: MailSender,
  ) {}

  /** Sends a request; emits once and completes, never errors. `timeoutMs` bounds all of the exchange. Unsubscribing ends it. */
  send(request: SignedRequest, timeoutMs: number): Observable<Answer | NoAnswer> {
    return request.mail
      ? this.mail.send(request as MailRequest, timeoutMs)
      : this.http.send(request, timeoutMs);
  }
}
