import { inOrder } from './address-order.js';
import type { NameAnswer } from './name-answer.js';
import { withTimeout } from './with-timeout.js';

/** The result of a query for the addresses of one family. */
export type FamilyAnswer =
  | { readonly kind: 'found'; readonly addresses: readonly string[]; readonly ttlMs: number }
  | Exclude<NameAnswer, { readonly kind: 'found' }>;

/** Time to wait for the second family once IPv4 has answered (RFC 8305, section 3), ms. */
const AFTER_IPV4_MS = 50;
/** Time to wait for IPv4 once IPv6 has answered, ms; longer, because IPv6 alone is more likely to fail. */
const AFTER_IPV6_MS = 250;

/** The queries of both address families. */
export interface Families {
  readonly four: Promise<FamilyAnswer>;
  /** Query for IPv6 addresses; null when IPv6 is not asked for. */
  readonly six: Promise<FamilyAnswer> | null;
  /** Whether IPv6 goes first. */
  readonly ipv6First: boolean;
}

/**
 * Combines the answers of both families. Addresses of one family do not wait long for the other: when that arrives
 * later, `more` gets both. Unless IPv6 goes first, IPv6 addresses wait for the answer about IPv4 as long as it takes.
 */
export async function bothFamilies(
  { four, six, ipv6First }: Families,
  more: (answer: NameAnswer) => void,
): Promise<NameAnswer> {
  if (six === null) return combined([await four], ipv6First);
  const [first, other, patienceMs] = await Promise.race([
    four.then((answer) => [answer, six, AFTER_IPV4_MS] as const),
    six.then((answer) => [answer, four, ipv6First ? AFTER_IPV6_MS : Infinity] as const),
  ]);
  if (first.kind !== 'found' || patienceMs === Infinity) return combined([first, await other], ipv6First);
  const second = await withTimeout(other, patienceMs, null);
  if (second !== null) return combined([first, second], ipv6First);
  void tellLater([first, other], ipv6First, more);
  return combined([first], ipv6First);
}

async function tellLater(
  [first, other]: readonly [FamilyAnswer, Promise<FamilyAnswer>],
  ipv6First: boolean,
  more: (answer: NameAnswer) => void,
): Promise<void> {
  const late = await other;
  if (late.kind === 'found') more(combined([first, late], ipv6First));
}

/**
 * Combines two answers. Addresses of any family are an answer; without any, a family that could not be asked leaves the
 * question open.
 */
function combined(answers: readonly FamilyAnswer[], ipv6First: boolean): NameAnswer {
  const found = answers.filter((answer) => answer.kind === 'found');
  if (found.length > 0) {
    const addresses = found.flatMap((answer) => answer.addresses);
    return {
      kind: 'found',
      addresses: inOrder(addresses, ipv6First),
      ttlMs: Math.min(...found.map(({ ttlMs }) => ttlMs)),
    };
  }
  const open = answers.find(({ kind }) => kind === 'late') ?? answers.find(({ kind }) => kind === 'failed');
  return (open as NameAnswer | undefined) ?? { kind: 'none' };
}
