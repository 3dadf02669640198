import type { Grant, LimitAsk } from './rate-ledger.js';

/** What a node has of a limit. */
export interface Holding {
  readonly nodeId: string;
  readonly permits: number;
  readonly wanted: number;
  /** Its lease runs. The permits of one that is gone count, but it wants nothing any more. */
  readonly live: boolean;
}

/** So many-th of a limit is lent to whoever uses any of it. */
const LENT_PART = 16;

export type Asking = Pick<LimitAsk, 'max' | 'keep' | 'want'> & { readonly nodeId: string };

/**
 * A node's part of a limit: what it wants, as far as the wants of all can be met; where they cannot, all get the same.
 * Of what nobody wants it is lent as much again, or a sixteenth of the limit, so that it need not ask for each send: not
 * more, for the permits of a node that dies are of no use for a window. And at most an equal part of a half: the other
 * half is there for who comes next. A part can be taken as far as permits are free; what others hold too much, they
 * give back in time.
 */
export function shareOut(ask: Asking, others: readonly Holding[]): Grant {
  const { nodeId, max, keep, want } = ask;
  const live = others.filter((other) => other.live);
  const gone = sum(others.filter((other) => !other.live).map(({ permits }) => permits));
  const capacity = Math.max(0, max - gone);
  const { own, all } = fairParts(capacity, { nodeId, permits: keep, wanted: want }, live);
  const spare = Math.floor((capacity - all) / (2 * (live.length + 1)));
  const lent = want === 0 ? 0 : Math.min(spare, Math.max(want, Math.ceil(max / LENT_PART)));
  const target = own + lent;
  const free = Math.max(0, max - sum(others.map(({ permits }) => permits)) - keep);
  return { permits: keep + Math.min(free, Math.max(0, target - keep)), target };
}

type Wish = Omit<Holding, 'live'>;

/**
 * The smallest wish is met first, each up to an equal part of what is left. Of equal ones those that hold more come
 * last and get the odd permit: it stays where it is. All nodes come to the same parts.
 */
function fairParts(capacity: number, self: Wish, others: readonly Wish[]): { own: number; all: number } {
  const bounded = (wish: Wish): number => Math.min(wish.wanted, capacity);
  const wishes = [self, ...others].sort(
    (a, b) => bounded(a) - bounded(b) || a.permits - b.permits || (a.nodeId < b.nodeId ? -1 : 1),
  );
  let left = capacity;
  let own = 0;
  wishes.forEach((wish, at) => {
    const part = Math.min(bounded(wish), Math.floor(left / (wishes.length - at)));
    left -= part;
    if (wish === self) own = part;
  });
  return { own, all: capacity - left };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
