import { randomBytes } from 'node:crypto';
import type { Database, Statement } from './database.js';

export const CHANNEL = 'gateway_due';
/** Others are told at most so often, ms. */
const PAUSE_MS = 100;

const NOTIFY: Statement = { name: 'notify', text: `select pg_notify('${CHANNEL}', $1)` };

/**
 * Tells the other gateways that deliveries are due. After the commit and in a statement of its own: within the
 * transaction it would make all commits of the server wait for one another. One that is lost costs no more than the
 * wait for the next look.
 */
export class Notices {
  /** Ours, so that we do not wake ourselves. */
  readonly sender = randomBytes(6).toString('base64url');
  readonly #database: Database;
  #timer: NodeJS.Timeout | undefined;
  #again = false;

  constructor(database: Database) {
    this.#database = database;
  }

  /** At once, or when the pause since the last one is over; many become one. */
  post(): void {
    if (this.#timer !== undefined) {
      this.#again = true;
      return;
    }
    this.#again = false;
    void this.#send();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#again) this.post();
    }, PAUSE_MS).unref();
  }

  /** Sends what waits for the end of the pause. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#again) void this.#send();
  }

  #send(): Promise<unknown> {
    return this.#database.call(() => this.#database.run(NOTIFY, [this.sender])).catch(() => undefined);
  }
}
