import { firstValueFrom, fromEvent, takeUntil } from 'rxjs';
import type { Answer, NoAnswer } from '../../delivery/sender/sender.service.js';
import type { Transports } from '../../delivery/sender/transports.service.js';
import { withoutActionTokens } from '../../model/action-token.js';
import { MASK } from '../../model/mask.js';
import type { ListenerTarget } from './button-listener.js';

/** Largest answer that is read, bytes: ten long messages with the messages that they answer. */
const BODY_LIMIT = 2 * 1024 * 1024;

/** A call of a method of the platform. */
export interface PlatformCall {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
  readonly timeoutMs: number;
  /** Ends the wait for the answer when it is aborted; absent: the timeout alone does. */
  readonly signal?: AbortSignal;
}

/** Calls methods of a chat platform as deliveries are sent: through the guard and the proxies, with the endpoint's certificates. */
export class PlatformCalls {
  constructor(
    private readonly transports: Pick<Transports, 'send'>,
    private readonly target: Pick<ListenerTarget, 'trusted' | 'tls' | 'token'>,
    private readonly agent: string,
  ) {}

  /** Makes a call; null where the signal was aborted before the answer. Never rejects. */
  post({ url, headers = {}, body, timeoutMs, signal }: PlatformCall): Promise<Answer | NoAnswer | null> {
    if (signal?.aborted) return Promise.resolve(null);
    const { trusted, tls } = this.target;
    const request = {
      url,
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/json; charset=utf-8',
        'User-Agent': this.agent,
        ...headers,
      },
      body: JSON.stringify(body),
      trusted,
      tls,
      bodyLimit: BODY_LIMIT,
    };
    const answered = this.transports.send(request, timeoutMs);
    const awaited = signal ? answered.pipe(takeUntil(fromEvent(signal, 'abort'))) : answered;
    return firstValueFrom(awaited, { defaultValue: null });
  }

  /** Masks the credential, and what buttons say, in a text of the network or the platform. */
  masked(text: string): string {
    const { token } = this.target;
    return withoutActionTokens(token === '' ? text : text.replaceAll(token, MASK));
  }
}
