import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Subject, type Observable, type Subscription } from 'rxjs';
import { GatewayConfig } from '../../config/gateway-config.js';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { ButtonListenerFactory } from './button-listener-factory.service.js';
import type { ButtonListener } from './button-listener.js';
import type { ListenerStatus } from './listener-status.js';
import { listenedTo, type Listened } from './listened-to.js';

interface Running {
  /** Key of its source. */
  readonly key: string;
  readonly listener: ButtonListener;
  readonly stop: AbortController;
  /** Resolves once the listener has ended. */
  readonly ended: Promise<void>;
}

/**
 * Listens for presses at each bot and app that an endpoint with native buttons belongs to, and follows the changes of endpoints. Messages of
 * a disabled or paused endpoint keep their buttons, so it is listened for them too.
 *
 * This folder hears of presses: `telegram/` by long polling, `slack/` by Socket Mode; `press/button-presses.service.ts` carries them out.
 */
@Injectable()
export class ButtonListeners implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('Buttons');
  readonly #running = new Map<string, Running>();
  /** Ends of listeners that were stopped and have not ended, by the key of their source. */
  readonly #ending = new Map<string, Promise<void>>();
  #following: Subscription | null = null;
  readonly #changes = new Subject<ListenerStatus>();
  /** The listeners on this node that are new or have changed. */
  readonly changes: Observable<ListenerStatus> = this.#changes.asObservable();

  constructor(
    private readonly config: GatewayConfig,
    private readonly catalogue: EndpointCatalogue,
    private readonly factory: ButtonListenerFactory,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.actions.mode === 'off') return;
    this.#following = this.catalogue.changes.subscribe(() => this.#follow());
    this.#follow();
  }

  /** Ends all listeners; a press that is being carried out comes to its end. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#following?.unsubscribe();
    for (const id of this.#running.keys()) this.#stop(id);
    await Promise.all(this.#ending.values());
  }

  /** The state of each listener on this node. */
  all(): readonly ListenerStatus[] {
    return [...this.#running.values()].map(({ listener }) => listener.status);
  }

  #follow(): void {
    const wanted = listenedTo(this.catalogue.all());
    for (const id of this.#running.keys()) if (!wanted.has(id)) this.#stop(id);
    for (const [id, one] of wanted) {
      const running = this.#running.get(id) ?? this.#start(id, one);
      running.listener.status.concerns(one.endpoints);
    }
  }

  #start(id: string, one: Listened): Running {
    const listener = this.factory.make(one, () => this.catalogue.now());
    const stop = new AbortController();
    listener.status.changes.subscribe(() => {
      if (!stop.signal.aborted) this.#changes.next(listener.status);
    });
    listener.status.concerns(one.endpoints);
    const { key } = one.target;
    const running = { key, listener, stop, ended: this.#run(listener, key, stop.signal) };
    this.#running.set(id, running);
    return running;
  }

  /** Listens once the listener that this one replaces has ended: both have one lease in the store, and Telegram allows one poller. */
  async #run(listener: ButtonListener, key: string, signal: AbortSignal): Promise<void> {
    await this.#ending.get(key);
    try {
      await listener.run(signal);
    } catch (error) {
      this.#logger.error({ err: error }, 'A listener for buttons ended');
    }
  }

  #stop(id: string): void {
    const running = this.#running.get(id);
    if (!running) return;
    this.#running.delete(id);
    running.stop.abort();
    const { key } = running;
    const ended = running.ended.finally(() => {
      if (this.#ending.get(key) === ended) this.#ending.delete(key);
    });
    this.#ending.set(key, ended);
  }
}
