import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { prefersIpv6, inOrder } from './address-order.js';
import { AnswerCache } from './answer-cache.js';
import type { LocalNames } from './local-names.js';
import { LookupSlots, type SlotLimits } from './lookup-slots.js';
import type { NameAnswer, NameSource } from './name-answer.js';
import { nameError, type NameResolver } from './name-resolver.js';
import { withTimeout } from './with-timeout.js';

/** Options of {@link CachingResolver}. */
export interface CachingResolverOptions {
  readonly local: LocalNames;
  readonly source: NameSource;
  readonly limits: SlotLimits;
  /** Deadline of one look-up, ms. */
  readonly timeoutMs: number;
}

const LATE: NameAnswer = { kind: 'late' };
const NO_TURN: NameAnswer = { kind: 'failed', why: 'too many other names are being looked up' };

/**
 * Resolves each name once for all simultaneous callers, and caches answers for a short while. A name that gets no
 * answer does not delay others: look-ups share no thread, have a deadline, and are bounded.
 */
export class CachingResolver implements NameResolver {
  readonly #options: CachingResolverOptions;
  readonly #slots: LookupSlots;
  readonly #kept = new AnswerCache();
  readonly #underWay = new Map<string, Promise<NameAnswer>>();

  constructor(options: CachingResolverOptions) {
    this.#options = options;
    this.#slots = new LookupSlots(options.limits);
  }

  async resolve(hostname: string): Promise<readonly LookupAddress[]> {
    const name = hostname.toLowerCase();
    const family = isIP(name);
    if (family !== 0) return [{ address: name, family }];
    const local = this.#options.local.find(name);
    if (local?.length === 0) throw nameError('ENOTFOUND', hostname);
    if (local !== null) return inOrder(local, prefersIpv6());
    const answer = this.#kept.get(name, performance.now()) ?? (await this.#lookUp(name));
    if (answer.kind === 'found') return answer.addresses;
    throw this.#errorOf(answer, hostname);
  }

  forget(hostname: string): void {
    this.#kept.forget(hostname.toLowerCase(), performance.now());
  }

  #lookUp(name: string): Promise<NameAnswer> {
    const known = this.#underWay.get(name);
    if (known !== undefined) return known;
    const lookUp = this.#inTurn(name).finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, lookUp);
    return lookUp;
  }

  async #inTurn(name: string): Promise<NameAnswer> {
    const started = performance.now();
    const deadline = started + this.#options.timeoutMs;
    const suspect = this.#kept.isSuspect(name, started);
    if (!(await this.#slots.enter(suspect, this.#options.timeoutMs))) return NO_TURN;
    const asked = this.#ask(name, deadline, suspect);
    const answer = await withTimeout(asked, deadline - performance.now(), LATE);
    this.#keep(name, answer);
    return answer;
  }

  /**
   * Asks the source, and leaves the slot only when the source has ended, because a look-up may hold a thread past its
   * deadline.
   */
  async #ask(name: string, deadline: number, suspect: boolean): Promise<NameAnswer> {
    const more = (answer: NameAnswer): void => this.#keep(name, answer);
    const answer = await this.#options.source.ask(name, deadline, more).catch(failedBy);
    this.#slots.leave(suspect);
    if (performance.now() >= deadline) this.#keep(name, answer);
    return answer;
  }

  #keep(name: string, answer: NameAnswer): void {
    this.#kept.keep(name, answer, performance.now());
  }

  #errorOf(answer: Exclude<NameAnswer, { kind: 'found' }>, hostname: string): Error {
    if (answer.kind === 'none') return nameError('ENOTFOUND', hostname);
    const why =
      answer.kind === 'late'
        ? `no answer from a name server within ${this.#options.timeoutMs}ms`
        : answer.why;
    return nameError('EAI_AGAIN', hostname, why);
  }
}

function failedBy(error: Error): NameAnswer {
  return { kind: 'failed', why: error.message };
}
