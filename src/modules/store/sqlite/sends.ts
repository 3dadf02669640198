import type { Database } from 'better-sqlite3';
import { sql } from 'kysely';
import type { RecentSend } from '../delivery-queue.js';
import { arg, builderFor, prepare } from './statement.js';

/** The walk goes on this far past its mark, ms: a clock that was set back leaves rows out of order by as much. */
const CLOCK_TOLERANCE_MS = 10_000;

interface Walked extends RecentSend {
  recordedAt: number;
}

function attemptsDown(reader: Database) {
  const build = builderFor(reader);
  return prepare<object, Walked>(
    reader,
    build
      .selectFrom('attempts')
      .select(['recorded_at as recordedAt', sql<number>`started_at + duration_ms`.as('at')])
      .select((eb) =>
        eb
          .selectFrom('deliveries')
          .select('endpoint_id')
          .whereRef('deliveries.id', '=', 'attempts.delivery_id')
          .$castTo<{ endpoint_id: string }>()
          .$asScalar()
          .$notNull()
          .as('endpointId'),
      )
      .orderBy('attempts.id', 'desc'),
  );
}

function leased(reader: Database) {
  return prepare<{ now: number }, RecentSend>(
    reader,
    builderFor(reader)
      .selectFrom('deliveries')
      .select(['endpoint_id as endpointId', arg<number>('now').as('at')])
      .where('state', '=', sql.lit('sending')),
  );
}

/** Walks the attempts from the youngest down: an index by time would cost every delivery for the sake of the start. */
export class Sends {
  readonly #attempts: ReturnType<typeof attemptsDown>;
  readonly #leased: ReturnType<typeof leased>;

  constructor(reader: Database) {
    this.#attempts = attemptsDown(reader);
    this.#leased = leased(reader);
  }

  /** `back`: how far the time of day went back since the attempts were written down, ms. */
  since(since: number, now: number, back = 0): RecentSend[] {
    const sends = this.#leased.all({ now });
    // An attempt is written down after its end, never before: past this mark all have ended earlier.
    for (const { endpointId, at, recordedAt } of this.#attempts.iterate({})) {
      if (recordedAt - back < since - CLOCK_TOLERANCE_MS) break;
      if (at - back >= since) sends.push({ endpointId, at: at - back });
    }
    return sends;
  }
}
