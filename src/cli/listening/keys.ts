/** Choices made by keys so far. */
export interface Choice {
  /** Digits that were typed. */
  readonly typed: string;
  /** Number of the chosen delivery, 1 for the first; 0: the last one that came. */
  readonly chosen: number;
}

/** Meaning of a key. */
export type KeyAction = 'quit' | 'replay' | 'choose' | null;

export const NOTHING_CHOSEN: Choice = { typed: '', chosen: 0 };

/** A key as `readline` reports it. */
export interface Key {
  readonly name?: string | undefined;
  readonly ctrl?: boolean;
}

/**
 * Reads a key: digits and arrows choose one of `count` deliveries, `r` or Enter replays it (the last one where none is chosen), `q`
 * ends.
 */
export function readKey(
  { name = '', ctrl = false }: Key,
  before: Choice,
  count: number,
): {
  readonly choice: Choice;
  readonly action: KeyAction;
} {
  if (name === 'q' || (ctrl && (name === 'c' || name === 'd'))) return { choice: before, action: 'quit' };
  if (/^\d$/.test(name)) {
    const typed = before.typed + name;
    return { choice: { typed, chosen: within(Number(typed), count) }, action: 'choose' };
  }
  const from = before.chosen === 0 ? count + 1 : before.chosen;
  if (name === 'up')
    return { choice: { typed: '', chosen: within(Math.max(1, from - 1), count) }, action: 'choose' };
  if (name === 'down') return { choice: { typed: '', chosen: within(from + 1, count) }, action: 'choose' };
  if (name === 'r' || name === 'return')
    return { choice: { typed: '', chosen: before.chosen }, action: count > 0 ? 'replay' : null };
  return { choice: before, action: null };
}

/** Returns the number where there is such a delivery, else 0: the last one. */
function within(number: number, count: number): number {
  return number >= 1 && number <= count ? number : 0;
}
