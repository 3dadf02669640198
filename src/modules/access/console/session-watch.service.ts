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
import { Sessions } from './sessions.service.js';

/** For answers that go on and on: what was asked once, before the first byte, may hold no longer. */
@Injectable()
export class SessionWatch {
  constructor(private readonly sessions: Sessions) {}

  /**
   * Emits once and completes when the session that let a request in has ended: at once where that was done here, within
   * `everyMs` ms where another gateway did it, or its time was up. Who came in by a key is never told. Never errors: where the
   * store does not answer, it is asked again.
   */
  ended(request: FastifyRequest, everyMs: number): Observable<void> {
    if (request.caller?.by !== 'session') return NEVER;
    return merge(timer(0, everyMs), this.sessions.ended).pipe(
      switchMap(() => this.#isOver(request)),
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
