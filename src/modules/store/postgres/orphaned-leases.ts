import type { Database, Statement } from './database.js';
import type { Notices } from './notices.js';
import { TIME_LIMITS } from './time-limits.js';

/** How often it is looked, ms. */
const EVERY_MS = 500;
/** After so long, ms, the server has given up whatever was sent to it. */
const LATEST_MS = TIME_LIMITS.statement_timeout + 5_000;
/** Tokens of one look, and of all; beyond that their leases run out by themselves. */
const LOOK_MAX = 1_000;
const REMEMBERED_MAX = 10_000;

const RELEASE: Statement = {
  name: 'release',
  text: `
    with moment as materialized (select gateway_now() as now),
    abandoned as materialized (
      select id, lease_token as token from deliveries where state = 'sending' and lease_token = any ($1::text[])
      order by created_at for update skip locked)
    update deliveries d
    set state = 'pending', next_attempt_at = moment.now, lease_token = null, lease_until = null
    from abandoned, moment where d.id = abandoned.id
    returning abandoned.token`,
};

/**
 * Leases that may have been written though nobody was told of it, because the connection broke before the answer. No
 * node sends what stands under them, so it is made due at once, as soon as the server answers again. What the server is
 * still at may be written later: it is looked for until that cannot be any more.
 */
export class OrphanedLeases {
  readonly #database: Database;
  readonly #notices: Notices;
  /** Until when each token is looked for; steady clock, ms. */
  readonly #tokens = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(database: Database, notices: Notices) {
    this.#database = database;
    this.#notices = notices;
  }

  /** Under these nothing is held in memory, and nothing ever will be. */
  add(tokens: readonly string[]): void {
    const until = performance.now() + LATEST_MS;
    for (const token of tokens.slice(0, REMEMBERED_MAX - this.#tokens.size)) this.#tokens.set(token, until);
    this.#lookLater();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #lookLater(): void {
    if (this.#closed || this.#timer !== undefined || this.#tokens.size === 0) return;
    this.#timer = setTimeout(() => void this.#look(), EVERY_MS).unref();
  }

  async #look(): Promise<void> {
    const now = performance.now();
    const tokens = [...this.#tokens.keys()].slice(0, LOOK_MAX);
    // While the server does not answer, all are kept.
    const found = await this.#release(tokens).catch(() => null);
    if (found !== null) for (const token of tokens) this.#looked(token, found.has(token), now);
    if (found !== null && found.size > 0) this.#notices.post();
    this.#timer = undefined;
    this.#lookLater();
  }

  /** One that was not there goes behind the others, until its time is over. */
  #looked(token: string, found: boolean, now: number): void {
    const until = this.#tokens.get(token)!;
    this.#tokens.delete(token);
    if (!found && now < until) this.#tokens.set(token, until);
  }

  #release(tokens: readonly string[]): Promise<Set<string>> {
    return this.#database.call(async () => {
      const rows = await this.#database.run<{ token: string }>(RELEASE, [tokens]);
      return new Set(rows.map(({ token }) => token));
    });
  }
}
