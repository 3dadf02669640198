import type { NameAnswer } from './name-answer.js';

/** How long an answer with addresses is kept at least and at most, whatever its TTL, ms. */
const FOUND_MIN_MS = 1_000;
const FOUND_MAX_MS = 5 * 60_000;
/** Of a source that tells no TTL, ms. */
const UNTOLD_MS = 5_000;
/** Any other answer: shorter than the first wait before a retry, which is to ask anew; ms. */
const MISSED_MS = 500;
/** A name without an answer counts as suspect for so long, ms. */
const SUSPECT_MS = 60_000;
const NAMES_MAX = 10_000;

interface Kept {
  readonly answer: NameAnswer;
  readonly since: number;
  readonly until: number;
}

/** What is known of names for a short while, and which of them got no answer lately. Bounded; times are a steady clock's, ms. */
export class KeptAnswers {
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
    if (kept && now >= kept.since + FOUND_MIN_MS) this.#answers.delete(name);
  }

  isSuspect(name: string, now: number): boolean {
    return now < (this.#suspects.get(name) ?? 0);
  }
}

function lifeOf(answer: NameAnswer): number {
  if (answer.kind !== 'found') return MISSED_MS;
  return Math.min(Math.max(answer.ttlMs ?? UNTOLD_MS, FOUND_MIN_MS), FOUND_MAX_MS);
}

/** As the newest; the oldest goes where there are too many. */
function put<T>(map: Map<string, T>, name: string, value: T): void {
  map.delete(name);
  map.set(name, value);
  if (map.size > NAMES_MAX) map.delete(map.keys().next().value!);
}
