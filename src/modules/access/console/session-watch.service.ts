import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  catchError,
  filter,
  from,
  map,
  merge,
  NEVER,
  of,
  switchMap,
  take,
  timer,
  type Observable,
} from 'rxjs';
import { Keyring } from '../keyring.service.js';
import { Sessions } from './sessions.service.js';

/** Ends long-lived answers with their session: the session was verified before the first byte and may end meanwhile. */
@Injectable()
export class SessionWatch {
  constructor(
    private readonly sessions: Sessions,
    private readonly keyring: Keyring,
  ) {}

  /**
   * Emits once and completes when the session or the key behind a request has ended: at once when this node ended it,
   * within `everyMs` ms when another node did or its time was up. Never emits for a caller without a key. Never errors:
   * when the store fails, the session counts as open and is checked again.
   */
  ended(request: FastifyRequest, everyMs: number): Observable<void> {
    const { by, key } = request.caller ?? {};
    if (by === 'session') return this.#over(everyMs, () => this.#isOver(request));
    if (!key || key.id === null) return NEVER;
    return this.#over(everyMs, () => of(this.keyring.current(key) === null));
  }

  #over(everyMs: number, isOver: () => Observable<boolean>): Observable<void> {
    return merge(timer(0, everyMs), this.sessions.ended).pipe(
      switchMap(isOver),
      filter((isOver) => isOver),
      take(1),
      map(() => undefined),
    );
  }

  #isOver(request: FastifyRequest): Observable<boolean> {
    return from(this.sessions.of(request)).pipe(
      map((open) => open === null),
      catchError(() => of(false)),
    );
  }
}
