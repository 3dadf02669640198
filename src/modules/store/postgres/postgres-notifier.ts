import { randomBytes } from 'node:crypto';
import type { Database, Statement } from './database.js';

export const CHANNEL = 'gateway_due';
/** Shortest time between two notifications, ms. */
const INTERVAL_MS = 100;

const NOTIFY: Statement = { name: 'notify', text: `select pg_notify('${CHANNEL}', $1)` };

/**
 * Notifies the other gateways that deliveries are due. A notification is sent after the commit in a statement of its own:
 * within the transaction it would make all commits of the server wait for one another. One that is lost costs the wait
 * for the next poll.
 */
export class PostgresNotifier {
  /** Sent along, so that this gateway does not wake itself. */
  readonly sender = randomBytes(6).toString('base64url');
  readonly #database: Database;
  #timer: NodeJS.Timeout | undefined;
  #again = false;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Notifies at once, or when the interval since the last notification is over; calls within it become one. */
  notify(): void {
    if (this.#timer !== undefined) {
      this.#again = true;
      return;
    }
    this.#again = false;
    void this.#send();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#again) this.notify();
    }, INTERVAL_MS).unref();
  }

  /** Sends the notification that waits for the end of the interval. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#again) void this.#send();
  }

  #send(): Promise<unknown> {
    return this.#database.call(() => this.#database.run(NOTIFY, [this.sender])).catch(() => undefined);
  }
}
