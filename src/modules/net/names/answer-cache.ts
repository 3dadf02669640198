import type { NameAnswer } from './name-answer.js';

/** Bounds of the time that an answer with addresses is cached, whatever its TTL, ms. */
const TTL_MIN_MS = 1_000;
const TTL_MAX_MS = 5 * 60_000;
/** Time that an answer without TTL is cached, ms. */
const DEFAULT_TTL_MS = 5_000;
/** Time that any other answer is cached, ms: shorter than the wait before a first retry, which must ask again. */
const NEGATIVE_TTL_MS = 500;
/** Time that a name without an answer counts as suspect, ms. */
const SUSPECT_MS = 60_000;
const NAMES_MAX = 10_000;

interface Kept {
  readonly answer: NameAnswer;
  readonly since: number;
  readonly until: number;
}

/**
 * Caches answers for a short while, and remembers the names that got none. The memory is bounded. Times are of a steady
 * clock, ms.
 */
export class AnswerCache {
  readonly #answers = new Map<string, Kept>();
  readonly #suspects = new Map<string, number>();

  get(name: string, now: number): NameAnswer | null {
    const kept = this.#answers.get(name);
    if (kept === undefined) return null;
    if (now < kept.until) return kept.answer;
    this.#answers.delete(name);
    return null;
  }

  keep(name: string, answer: NameAnswer, now: number): void {
    put(this.#answers, name, { answer, since: now, until: now + lifeOf(answer) });
    if (answer.kind === 'late') put(this.#suspects, name, now + SUSPECT_MS);
    else this.#suspects.delete(name);
  }

  /** Drops an answer with addresses, unless it is fresh. */
  forget(name: string, now: number): void {
    const kept = this.#answers.get(name);
    if (kept && now >= kept.since + TTL_MIN_MS) this.#answers.delete(name);
  }

  isSuspect(name: string, now: number): boolean {
    return now < (this.#suspects.get(name) ?? 0);
  }
}

function lifeOf(answer: NameAnswer): number {
  if (answer.kind !== 'found') return NEGATIVE_TTL_MS;
  return Math.min(Math.max(answer.ttlMs ?? DEFAULT_TTL_MS, TTL_MIN_MS), TTL_MAX_MS);
}

/** Stores an entry as the newest; the oldest one is dropped when there are too many. */
function put<T>(map: Map<string, T>, name: string, value: T): void {
  map.delete(name);
  map.set(name, value);
  if (map.size > NAMES_MAX) map.delete(map.keys().next().value!);
}
