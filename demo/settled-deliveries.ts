import { setTimeout as sleep } from 'node:timers/promises';

/** Longest wait for the deliveries to be settled, ms. */
const PATIENCE_MS = 45_000;

/** A delivery as the gateway's history lists it. */
interface Listed {
  readonly id: string;
  readonly event: string;
  readonly state: string;
  readonly reason: string | null;
}

/** Reads from the gateway what has become of the deliveries of this run; its data may hold those of earlier runs. */
export class SettledDeliveries {
  readonly #address: string;
  /** Start of the run, ISO 8601. */
  readonly #from = new Date().toISOString();
  #superseded: ReadonlySet<string> = new Set();
  #listed: readonly Listed[] = [];

  constructor(address: string) {
    this.#address = address;
  }

  /** Ids of the deliveries that needed no request: the message of their job shows a newer event. */
  get superseded(): ReadonlySet<string> {
    return this.#superseded;
  }

  /** The ends of the deliveries of a type of event, as they were when the gateway was asked: the reason, or else the state. */
  ends(event: string): readonly string[] {
    return this.#listed.flatMap((one) => (one.event === event ? [one.reason ?? one.state] : []));
  }

  /** Asks the gateway until all deliveries are settled and `met` holds, or for 45 s. */
  async wait(met = (): boolean => true): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!((await this.#refresh()) && met()) && Date.now() < deadline) await sleep(100);
  }

  /** Asks the gateway once; resolves with whether all deliveries are settled. */
  async #refresh(): Promise<boolean> {
    const deliveries = (this.#listed = await this.#list());
    const superseded = deliveries.filter(
      ({ state, reason }) => state === 'delivered' && reason === 'superseded',
    );
    this.#superseded = new Set(superseded.map(({ id }) => id));
    return deliveries.every(({ state }) => state !== 'pending' && state !== 'sending');
  }

  async #list(): Promise<readonly Listed[]> {
    const all: Listed[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query = new URLSearchParams({ from: this.#from, limit: '200', ...(cursor !== '' && { cursor }) });
      const answer = await fetch(`${this.#address}/api/webhooks/deliveries?${query}`);
      const page = (await answer.json()) as { deliveries: Listed[]; next_cursor: string | null };
      all.push(...page.deliveries);
      cursor = page.next_cursor;
    }
    return all;
  }
}
