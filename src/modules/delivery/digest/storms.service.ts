import { Injectable } from '@nestjs/common';
import type { StormDigest } from '../../model/digest.js';
import type { DigestState } from '../../store/digest-store.js';
import { steadyNow } from '../../timing/steady-now.js';
import { CALM, recent, stormWait, type StormState } from './storm.js';

/**
 * Counts the messages of endpoints on this node; other nodes count their own. The state of digests comes from the store, so a storm that one
 * node has noticed holds on all nodes a little later.
 */
@Injectable()
export class Storms {
  readonly #states = new Map<string, StormState>();

  /**
   * Takes a message in: it is sent and counted, or gathered.
   *
   * @param now steady clock, ms
   * @returns the wait of the digest that it opens where none gathers, ms; null: it is sent by itself
   */
  take(endpointId: string, policy: StormDigest, now = steadyNow()): number | null {
    const state = this.#of(endpointId);
    const waitMs = stormWait(policy, state, now);
    this.#states.set(
      endpointId,
      waitMs === null
        ? { ...state, sent: [...recent(state.sent, now - policy.withinMs), now] }
        : { ...state, gathers: true },
    );
    return waitMs;
  }

  /** Takes the last message back: it has not reached anybody. */
  notSent(endpointId: string): void {
    const state = this.#of(endpointId);
    this.#states.set(endpointId, { ...state, sent: state.sent.slice(0, -1) });
  }

  /** Notes that this node has closed the digest that gathered. */
  closed(endpointId: string, members: number, now = steadyNow()): void {
    this.#states.set(endpointId, { ...this.#of(endpointId), gathers: false, last: { at: now, members } });
  }

  /** Takes over what the store knows. */
  learn(states: readonly DigestState[], now = steadyNow()): void {
    for (const { endpointId, gathers, last } of states) {
      const known = last && { at: now - last.agoMs, members: last.members };
      this.#states.set(endpointId, { ...this.#of(endpointId), gathers, last: known });
    }
  }

  /** Forgets endpoints that are not there any more. */
  keep(endpointIds: ReadonlySet<string>): void {
    for (const id of this.#states.keys()) if (!endpointIds.has(id)) this.#states.delete(id);
  }

  #of(endpointId: string): StormState {
    return this.#states.get(endpointId) ?? CALM;
  }
}
