import { once } from 'node:events';
import { counted } from '../../modules/model/counted.js';
import type { Api, Json } from '../api.js';
import { CliError } from '../cli-error.js';
import { follow } from '../live/follow.js';
import { shown, type Output } from '../output.js';
import { forward, namesOf, type Incoming, type Result } from './forward.js';

/** Deliveries that can be replayed. */
const KEPT_MAX = 1_000;

const ABANDONED = 'the gateway cancels the delivery';
/** Time for telling the gateway that the command ends, ms. */
const LEAVE_MS = 3_000;

/** Request of a listener to the gateway, and the address it forwards to. */
export interface ListenTerms {
  readonly request: object;
  readonly to: URL;
}

/** One listener: hands deliveries to the local server and answers with its results. */
export class ListenSession {
  readonly #api: Api;
  readonly #out: Output;
  readonly #terms: ListenTerms;
  /** The last deliveries, by their number. */
  readonly #kept = new Map<number, Incoming>();
  #count = 0;
  /** Deliveries that are being forwarded or answered. */
  readonly #taking = new Set<Promise<void>>();
  readonly #stop = new AbortController();
  /** Ends the calls that are still under way when the command is over. */
  readonly #over = new AbortController();

  constructor(api: Api, out: Output, terms: ListenTerms) {
    this.#api = api;
    this.#out = out;
    this.#terms = terms;
  }

  /** Number of deliveries that came. */
  get count(): number {
    return this.#count;
  }

  /** Ends the session. */
  stop(): void {
    this.#stop.abort();
  }

  /** Listens until {@link stop}: a listener that the gateway no longer knows is opened anew. @throws CliError */
  async run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const listener = await this.#open();
      if (listener === null) return;
      this.#greet(listener);
      const isKnown = await this.#read(listener['id'] as string);
      if (isKnown) return this.#leave(listener);
      this.#out.note('The gateway does not know this listener any more: a new one is opened.');
    }
  }

  /** Opens a listener; null where {@link stop} was called meanwhile. @throws CliError */
  async #open(): Promise<Json | null> {
    const { signal } = this.#stop;
    const parts = { body: this.#terms.request, signal };
    try {
      const { listener } = await this.#api.call('POST', '/api/webhooks/listen', parts);
      return listener as Json;
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    }
  }

  /** Sends a delivery to the local server again: the same bytes, with the same signature. @param number 0: the last one */
  async replay(number: number): Promise<void> {
    const chosen = number === 0 ? this.#count : number;
    const incoming = this.#kept.get(chosen);
    if (incoming) this.#show(chosen, incoming, await this.#forward(incoming), 'replayed');
  }

  /** Describes a delivery for people. */
  describe(number: number): string {
    const incoming = this.#kept.get(number);
    return incoming ? `#${number} ${shown(namesOf(incoming).event)}` : 'the last one';
  }

  /** Resolves with false where the gateway no longer knows the listener. */
  async #read(id: string): Promise<boolean> {
    const path = `/api/webhooks/listen/${id}`;
    const onState = (lost: string | null): void => {
      if (lost !== null) this.#out.note(`${lost} Connecting again…`);
    };
    try {
      for await (const { event, data } of follow(this.#api, path, { signal: this.#stop.signal, onState }))
        if (event === 'request') this.#begin(path, JSON.parse(data) as Incoming);
      return true;
    } catch (error) {
      if (error instanceof CliError && error.message.includes('HTTP 404')) return false;
      throw error;
    }
  }

  #begin(path: string, incoming: Incoming): void {
    const taking = this.#take(path, incoming);
    this.#taking.add(taking);
    void taking.finally(() => this.#taking.delete(taking));
  }

  async #take(path: string, incoming: Incoming): Promise<void> {
    const number = ++this.#count;
    this.#kept.set(number, incoming);
    this.#kept.delete(number - KEPT_MAX);
    const result = await this.#forward(incoming);
    if (this.#stop.signal.aborted) return this.#show(number, incoming, result, ABANDONED);
    const { duration_ms: _, ...answer } = result;
    const body = { hand: incoming.hand, ...answer };
    const taken = await this.#api
      .call('POST', `${path}/answers`, { body, signal: this.#over.signal })
      .catch((error: unknown) => error as Error);
    this.#show(
      number,
      incoming,
      result,
      taken instanceof Error
        ? `the gateway did not take the answer: ${shown(taken.message)}`
        : taken['accepted'] === false
          ? 'too late'
          : '',
    );
  }

  /** Tells the gateway that nobody reads the listener any more, after the answers that are on their way. */
  async #leave({ id, webhook_id: name }: Json): Promise<void> {
    const { signal } = this.#over;
    const timer = setTimeout(() => this.#over.abort(), LEAVE_MS);
    try {
      await Promise.race([Promise.allSettled(this.#taking), once(signal, 'abort')]);
      const { cancelled } = await this.#api.call('DELETE', `/api/webhooks/listen/${id}`, { signal });
      this.#out.record({ closed: { webhook_id: name, cancelled } });
      const rest = `; ${counted(cancelled as number, 'delivery')} had not been delivered, cancelled: gateway deliveries --endpoint ${shown(name)}`;
      this.#out.line(`${shown(name)} is closed${cancelled === 0 ? '' : rest}.`);
    } catch {
      this.#out.note(
        `The gateway does not know yet that ${shown(name)} is closed: after 60 s it cancels what was not delivered.`,
      );
    } finally {
      clearTimeout(timer);
      this.#over.abort();
    }
  }

  #forward(incoming: Incoming): Promise<Result> {
    return forward(incoming, this.#terms.to, this.#stop.signal);
  }

  #show(number: number, incoming: Incoming, { status, error, duration_ms: ms }: Result, note: string): void {
    const { event, delivery } = namesOf(incoming);
    const out = this.#out;
    out.record({
      number,
      event,
      delivery_id: delivery,
      status: status ?? null,
      error: error ?? null,
      duration_ms: ms,
      note,
    });
    const isGood = status !== undefined && status < 300;
    const answer = out.style(
      isGood ? 'green' : 'red',
      status === undefined ? shown(error) : `HTTP ${status}`,
    );
    const time = out.style('dim', new Date().toTimeString().slice(0, 8));
    out.line(
      `${time}  #${number}  ${shown(event)}  ${shown(delivery)}  ${answer} in ${ms} ms${note && `  (${note})`}`,
    );
  }

  #greet(listener: Json): void {
    const { out, to } = { out: this.#out, to: this.#terms.to };
    out.record({ listener });
    out.line(
      `${shown(listener['webhook_id'])} listens for ${shown(listener['events'].join(', '))} and forwards to ${to.href}`,
    );
    out.line(`Signing secret of this session: ${shown(listener['secret'])}`);
    if (process.stdin.isTTY)
      out.line(out.style('dim', 'r replays the last delivery, digits and arrows choose one, q quits'));
  }
}
