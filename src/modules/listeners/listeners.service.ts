import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { filter, map, Subject, type Observable } from 'rxjs';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { ListenerEndpoints, type ListenerRequest } from '../endpoints/listener-endpoints.service.js';
import { DeliveryHandoff } from '../model/delivery-handoff.js';
import type { Endpoint } from '../model/endpoint.js';
import { Refusal } from '../model/refusal.js';
import { NonOverlapping } from '../timing/non-overlapping.js';
import { ListenerChannels, type WriteRequest } from './listener-channels.service.js';
import { counted } from '../model/counted.js';

/** Time in which a listener may come back, ms: its deliveries stay pending. */
export const GRACE_MS = 60_000;
/** Listeners of a node at a time, at most. */
const LISTENERS_MAX = 20;
const ABANDONED_EVERY_MS = 15_000;

/** The listeners of this node: each is an endpoint, a channel, and the stream that reads it, as long as there is one. */
@Injectable()
export class Listeners implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('Listeners');
  readonly #leaving = new Map<string, NodeJS.Timeout>();
  readonly #ids = new Set<string>();
  /** Listeners that have ended, and why, while the store has not taken it. */
  readonly #unclosed = new Map<Endpoint, string>();
  /** Listeners that are being opened. */
  #opening = 0;
  readonly #stopping = new Subject<void>();
  /** Emits when the gateway stops. */
  readonly stopping: Observable<void> = this.#stopping.asObservable();
  readonly #over = new Subject<WriteRequest>();

  constructor(
    private readonly endpoints: ListenerEndpoints,
    private readonly channels: ListenerChannels,
    private readonly catalogue: EndpointCatalogue,
    private readonly handoff: DeliveryHandoff,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return this.closeAbandoned();
  }

  onModuleDestroy(): void {
    for (const timer of this.#leaving.values()) clearTimeout(timer);
    this.#stopping.next();
  }

  /** Opens a listener; it expires unless its stream comes within the grace. @throws Refusal `too_many_listeners` */
  async open(request: ListenerRequest): Promise<Endpoint> {
    if (this.#ids.size + this.#unclosed.size + this.#opening >= LISTENERS_MAX)
      throw Refusal.conflict(
        `There are ${LISTENERS_MAX} listeners on this gateway already.`,
        'too_many_listeners',
      );
    this.#opening++;
    const endpoint = await this.endpoints.open(request).finally(() => this.#opening--);
    this.#ids.add(endpoint.id);
    this.channels.add(endpoint.url);
    this.#expireLater(endpoint);
    this.#logger.log(`👂 ${endpoint.webhookId} was opened for ${endpoint.events.join(', ')}`);
    return endpoint;
  }

  /** Finds a listener of this node by its id or name. @throws Refusal `not_found` */
  find(idOrName: string): Endpoint {
    const endpoint = this.catalogue.lookUp(idOrName);
    if (endpoint && this.#ids.has(endpoint.id)) return endpoint;
    throw Refusal.notFound(
      'There is no such listener on this gateway: it has expired, or another gateway holds it.',
    );
  }

  /** Connects the stream that reads the requests of a listener; its deliveries are sent from now on. */
  async attach({ id, url }: Endpoint, write: WriteRequest): Promise<void> {
    clearTimeout(this.#leaving.get(id));
    this.#leaving.delete(id);
    const before = this.channels.attach(url, write);
    if (before !== null) this.#over.next(before);
    await this.catalogue.resume(id);
    this.handoff.wake();
  }

  /** Emits when a stream gets no more requests: another one has replaced it, or its listener was closed. */
  over(write: WriteRequest): Observable<void> {
    return this.#over.pipe(
      filter((before) => before === write),
      map(() => undefined),
    );
  }

  /** Takes a stream away that has ended: deliveries wait for the grace, then they are cancelled. */
  async detach(endpoint: Endpoint, write: WriteRequest): Promise<void> {
    // A stream that another one has replaced has nothing to end.
    if (!this.#ids.has(endpoint.id) || !this.channels.detach(endpoint.url, write)) return;
    this.#expireLater(endpoint);
    await this.catalogue.pause(endpoint.id).catch((error: unknown) => this.#failed(error));
  }

  /**
   * Closes a listener that nobody will read any more, without the grace. Resolves with how many deliveries were cancelled. Rejects when
   * the store fails: a later sweep cancels them.
   */
  close(endpoint: Endpoint): Promise<number> {
    return this.#end(endpoint, 'its command has ended');
  }

  /** Ends what listeners of nodes that are gone have left behind, and closes those that the store refused to close before. */
  @Interval(ABANDONED_EVERY_MS)
  @NonOverlapping
  async closeAbandoned(): Promise<void> {
    for (const endpoint of this.#unclosed.keys())
      await this.#close(endpoint).catch((error: unknown) => this.#failed(error));
    const cancelled = await this.endpoints.closeAbandoned().catch((error: unknown) => this.#failed(error));
    if (cancelled > 0)
      this.#logger.warn(`${counted(cancelled, 'delivery')} cancelled: the listeners are gone`);
  }

  #expireLater(endpoint: Endpoint): void {
    const expire = (): Promise<unknown> =>
      this.#end(endpoint, 'its stream did not come back').catch((error: unknown) => this.#failed(error));
    this.#leaving.set(endpoint.id, setTimeout(() => void expire(), GRACE_MS).unref());
  }

  async #end(endpoint: Endpoint, why: string): Promise<number> {
    clearTimeout(this.#leaving.get(endpoint.id));
    this.#leaving.delete(endpoint.id);
    this.#ids.delete(endpoint.id);
    const write = this.channels.remove(endpoint.url);
    if (write !== null) this.#over.next(write);
    this.#unclosed.set(endpoint, why);
    return this.#close(endpoint);
  }

  async #close(endpoint: Endpoint): Promise<number> {
    const cancelled = await this.endpoints.close(endpoint.id);
    const why = this.#unclosed.get(endpoint)!;
    this.#unclosed.delete(endpoint);
    this.#logger.log(
      `👂 ${endpoint.webhookId} is closed: ${why}; ${counted(cancelled, 'delivery')} cancelled`,
    );
    return cancelled;
  }

  /** Logs a failure of the store: the sweep of abandoned listeners tries to close a listener again. */
  #failed(error: unknown): 0 {
    this.#logger.warn({ err: error }, 'The store does not take the state of a listener');
    return 0;
  }
}
