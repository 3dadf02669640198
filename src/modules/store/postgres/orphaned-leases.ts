import type { Database, Statement } from './database.js';
import type { PostgresNotifier } from './postgres-notifier.js';
import { TIME_LIMITS } from './time-limits.js';

/** Interval of the polls, ms. */
const POLL_MS = 500;
/** Time after which the server has given up any statement sent to it, ms. */
const LATEST_MS = TIME_LIMITS.statement_timeout + 5_000;
/** Tokens of one poll, and of all; the leases of others run out by themselves. */
const POLL_MAX = 1_000;
const TOKENS_MAX = 10_000;

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
 * Releases leases that may have been written although the connection broke before the answer. No node sends their
 * deliveries, so these are made due as soon as the server answers again. A statement that the server still runs may be
 * committed later: its tokens are polled for until that is no longer possible.
 */
export class OrphanedLeases {
  readonly #database: Database;
  readonly #notifier: PostgresNotifier;
  /** Time until which each token is polled for; steady clock, ms. */
  readonly #tokens = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(database: Database, notifier: PostgresNotifier) {
    this.#database = database;
    this.#notifier = notifier;
  }

  /** Adds lease tokens under which this node holds no delivery, and never will. */
  add(tokens: readonly string[]): void {
    const until = performance.now() + LATEST_MS;
    for (const token of tokens.slice(0, TOKENS_MAX - this.#tokens.size)) this.#tokens.set(token, until);
    this.#pollLater();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #pollLater(): void {
    if (this.#closed || this.#timer !== undefined || this.#tokens.size === 0) return;
    this.#timer = setTimeout(() => void this.#poll(), POLL_MS).unref();
  }

  async #poll(): Promise<void> {
    const now = performance.now();
    const tokens = [...this.#tokens.keys()].slice(0, POLL_MAX);
    // While the server does not answer, all tokens are kept.
    const found = await this.#release(tokens).catch(() => null);
    if (found !== null) for (const token of tokens) this.#polled(token, found.has(token), now);
    if (found !== null && found.size > 0) this.#notifier.notify();
    this.#timer = undefined;
    this.#pollLater();
  }

  /** A token that was not found goes behind the others, until its time is over. */
  #polled(token: string, found: boolean, now: number): void {
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
