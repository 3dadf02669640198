import type { Grant, QuotaRequest } from './rate-limit-ledger.js';

/** Permits of a limit that a node holds. */
export interface Holding {
  readonly nodeId: string;
  readonly permits: number;
  readonly wanted: number;
  /** True while the node's lease runs. The permits of a dead node count, but it wants none any more. */
  readonly live: boolean;
}

/** A node that uses a limit gets at least 1/16 of it, as far as permits are spare. */
const SPARE_DIVISOR = 16;

export type NodeQuotaRequest = Pick<QuotaRequest, 'max' | 'keep' | 'want'> & { readonly nodeId: string };

/**
 * Allocates a node's part of a limit: what it wants, as far as the wants of all nodes can be met; otherwise an equal
 * part. Of the permits that no node wants it gets as many again as it wants, or 1/16 of the limit, so that it need not ask
 * for each send: not more, as permits of a node that dies are lost for a window. The spare part is at most an equal part
 * of half of them; the other half is left for nodes that come later. A part is granted as far as permits are free; nodes
 * that hold too many give them back in time.
 */
export function allocateQuota(request: NodeQuotaRequest, others: readonly Holding[]): Grant {
  const { nodeId, max, keep, want } = request;
  const live = others.filter((other) => other.live);
  const dead = sum(others.filter((other) => !other.live).map(({ permits }) => permits));
  const capacity = Math.max(0, max - dead);
  const { own, all } = fairParts(capacity, { nodeId, permits: keep, wanted: want }, live);
  const spare = Math.floor((capacity - all) / (2 * (live.length + 1)));
  const lent = want === 0 ? 0 : Math.min(spare, Math.max(want, Math.ceil(max / SPARE_DIVISOR)));
  const target = own + lent;
  const free = Math.max(0, max - sum(others.map(({ permits }) => permits)) - keep);
  return { permits: keep + Math.min(free, Math.max(0, target - keep)), target };
}

type Wish = Omit<Holding, 'live'>;

/**
 * Max-min fairness: the smallest wish is met first, each up to an equal part of what is left. Of equal wishes those of
 * nodes that hold more come last and get the odd permit, so that it stays where it is. All nodes compute the same parts.
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
