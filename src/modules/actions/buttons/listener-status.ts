import { Logger } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import type { Endpoint } from '../../model/endpoint.js';

/**
 * The states of a listener: `connecting`, `connected` (presses are heard), `standby` (another gateway listens for all), or `failing` (it is
 * tried again).
 */
export const LISTENER_STATES = ['connecting', 'connected', 'standby', 'failing'] as const;
export type ListenerState = (typeof LISTENER_STATES)[number];

/** Why presses are not heard. The message is a sentence, free of secrets. */
export interface ListenerFault {
  readonly code: string;
  readonly message: string;
}

/** Knows and logs whether presses are heard. */
export class ListenerStatus {
  readonly #logger = new Logger('Buttons');
  #state: ListenerState = 'connecting';
  #since: number;
  #fault: ListenerFault | null = null;
  #endpoints: readonly Endpoint[] = [];
  readonly #changes = new Subject<void>();
  /** Emits when the state, the fault or the endpoints change. */
  readonly changes: Observable<void> = this.#changes.asObservable();

  constructor(
    readonly adapter: string,
    private readonly now: () => number,
  ) {
    this.#since = now();
  }

  get state(): ListenerState {
    return this.#state;
  }

  /** Unix ms at which the state began. */
  get since(): number {
    return this.#since;
  }

  /** The last fault; null once presses are heard again, by this gateway or another. */
  get fault(): ListenerFault | null {
    return this.#fault;
  }

  /** The endpoints whose buttons it hears. */
  get endpoints(): readonly Endpoint[] {
    return this.#endpoints;
  }

  concerns(endpoints: readonly Endpoint[]): void {
    const before = this.#named();
    this.#endpoints = endpoints;
    if (this.#named() !== before) this.#changes.next();
  }

  connected(): void {
    if (this.#enter('connected')) this.#logger.log(`🔘 Buttons are heard: ${this.#named()}`);
  }

  standby(): void {
    if (this.#enter('standby')) this.#logger.log(`🔘 Buttons are heard by another gateway: ${this.#named()}`);
  }

  /** @param retryMs time after which it is tried again */
  failing(fault: ListenerFault, retryMs: number): void {
    if (this.#enter('failing', fault))
      this.#logger.warn(
        `🔘 Buttons are not heard: ${this.#named()} - ${fault.message} Trying again in ${Math.ceil(retryMs / 1_000)} s`,
      );
  }

  /** Returns whether the state or the fault is new. */
  #enter(state: ListenerState, fault: ListenerFault | null = null): boolean {
    const isNew = this.#state !== state;
    if (!isNew && this.#fault?.message === fault?.message) return false;
    if (isNew) this.#since = this.now();
    this.#state = state;
    this.#fault = fault;
    this.#changes.next();
    return true;
  }

  #named(): string {
    return `${this.adapter} (${this.#endpoints.map(({ webhookId }) => webhookId).join(', ')})`;
  }
}
