import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { ConversationChange, KnownConversation } from '../../model/conversation.js';
import type { NextState } from '../../model/delivery.js';
import type { Outcome } from '../../model/outcome.js';
import type { Conversation } from '../../../adapters/adapter.js';
import { aDelivery } from '../../../../test/support/a-delivery.js';
import type { Report } from '../report.js';
import { planTurn, type TurnSubject } from './plan-turn.js';
import type { Turn } from '../../store/conversation-store.js';
import { settleTurn } from './settle-turn.js';

/**
 * The fate of the n-th request: it arrives and is answered, by an answer that names no message (`nameless`), by none (`unanswered`), or its
 * gateway dies before the answer is stored (`killed`); or it does not arrive.
 */
type Fate = 'answered' | 'nameless' | 'unanswered' | 'killed' | 'refused' | 'down';
/** One event of the job, and what people and the network do about it. */
interface Happening {
  readonly kind: 'progress' | 'success' | 'failure';
  readonly fates: readonly Fate[];
  /** True where people delete the job's newest message before it. */
  readonly deleted: boolean;
  /** Time before it, ms. */
  readonly afterMs: number;
  /** True where the next event is accepted before this one has its turn. */
  readonly newerWaits: boolean;
  /** True where an operator redelivers its delivery as soon as that has ended. */
  readonly redelivered: boolean;
}

const happening: fc.Arbitrary<Happening> = fc.record({
  kind: fc.constantFrom('progress', 'progress', 'progress', 'success', 'failure'),
  fates: fc.array(
    fc.constantFrom<Fate>('answered', 'answered', 'nameless', 'unanswered', 'killed', 'refused', 'down'),
    { maxLength: 4 },
  ),
  deleted: fc.constantFrom(false, false, false, true),
  afterMs: fc.constantFrom(0, 100, 2_999, 3_000, 60_000),
  newerWaits: fc.boolean(),
  redelivered: fc.constantFrom(false, false, true),
});

/** The time after which the deliveries of a gateway that died are sent by others, ms. */
const LEASE_MS = 20_000;

interface Message {
  readonly id: string;
  shows: number;
  readonly announces: boolean;
  deleted: boolean;
}

/** The known parts of the turns of a delivery. */
type OwnTurn = Pick<Turn, 'newerWaits' | 'isFirst' | 'isUntold'> & { readonly acceptedAt: number };

/** A channel, a job's conversation and its deliveries, run one turn at a time as the order key has it. */
class World {
  now = Date.UTC(2024, 0, 1);
  readonly messages: Message[] = [];
  conversation: KnownConversation | null = null;
  readonly ended: string[] = [];
  unseenPosts = 0;
  unseenAnnouncements = 0;
  /**
   * Deaths of gateways that may be counted without a double: in an edit, because an announcement that follows cannot be told from one that
   * was sent before; and once more with a redelivery.
   */
  countedInVain = 0;
  /** Events that a new message told of: an edit notifies nobody. */
  readonly notified = new Set<number>();

  run(n: number, happening: Happening, isLast: boolean): void {
    const { kind, fates, deleted, afterMs, newerWaits, redelivered } = happening;
    this.now += afterMs;
    if (deleted) this.messages.filter(({ announces }) => !announces).forEach((one) => (one.deleted = true));
    const turn = { acceptedAt: this.now, newerWaits: newerWaits && !isLast, isFirst: true, isUntold: false };
    const subject = subjectOf(n, kind, this.now);
    const left = [...fates];
    this.#rescues = 0;
    const end = this.#delivered(subject, turn, left, n);
    if (!redelivered) return void this.ended.push(end);
    this.countedInVain += this.#rescues;
    const again = { ...turn, isFirst: false, isUntold: end.startsWith('failed') };
    this.ended.push(this.#delivered(subject, again, left, n));
  }

  /** Runs a delivery to its end, and says it. */
  #delivered(subject: TurnSubject, turn: OwnTurn, fates: Fate[], n: number): string {
    for (let turns = 0; turns < 12; turns++) {
      const next = this.#turn(subject, turn, fates, n);
      if (next.state !== 'pending')
        return [next.state, 'reason' in next ? next.reason : ''].filter(Boolean).join(' ');
      this.now += next.inMs ?? 0;
    }
    throw new Error(`delivery ${n} does not end`);
  }

  /** Number of times that the delivery was left under a lease. */
  #rescues = 0;

  #turn(subject: TurnSubject, { acceptedAt, ...own }: OwnTurn, fates: Fate[], n: number): NextState {
    const { now, conversation } = this;
    const turn = { position: { acceptedAt, place: 0 }, ...own, rescues: this.#rescues, conversation, now };
    const plan = planTurn(turn, subject);
    if (plan.kind === 'unsent') {
      this.#write(plan.change);
      return plan.next;
    }
    const outcome = this.#request(plan.message, own.isFirst, fates, n);
    if (outcome === null) {
      this.#rescues++;
      return { state: 'pending', dueAt: 0, inMs: LEASE_MS };
    }
    const report = settleTurn(reportOf(outcome), { turn, subject, plan });
    this.#write(report.conversation);
    return report.next!;
  }

  #write(change: ConversationChange | undefined): void {
    if (!change) return;
    const editedAt = change.edited ? this.now : (this.conversation?.editedAt ?? null);
    this.conversation = { ...change.conversation, editedAt };
  }

  #request(continued: Conversation | undefined, isFirst: boolean, fates: Fate[], n: number): Outcome | null {
    const as = continued?.as ?? 'post';
    const fate = fates.shift() ?? 'answered';
    if (fate === 'refused') return { kind: 'rejected', code: 'HTTP_400', message: 'no' };
    if (fate === 'down') return { kind: 'retry', code: 'ECONNREFUSED', message: 'no' };
    const message = this.messages.find((one) => one.id === continued?.ref['id']);
    if (as === 'edit' && (!message || message.deleted))
      return { kind: 'message-gone', code: 'gone', message: 'no' };
    const made = as === 'edit' ? message! : this.#post(n, as === 'announce');
    made.shows = n;
    if (fate === 'answered') return { kind: 'delivered', ref: { id: made.id } };
    // A message that nobody will edit needs no name, unless an operator has asked for it.
    const isLookedFor = fate !== 'nameless' || this.conversation?.phase !== 'lost' || !isFirst;
    if (as === 'post' && isLookedFor) this.unseenPosts++;
    else if (as === 'announce' && fate !== 'nameless') this.unseenAnnouncements++;
    if (as === 'edit' && fate === 'killed') this.countedInVain++;
    if (fate === 'nameless') return { kind: 'delivered' };
    if (fate === 'killed') return null;
    return { kind: 'retry', code: 'TIMEOUT', message: 'no' };
  }

  #post(n: number, announces: boolean): Message {
    const made = { id: String(this.messages.length), shows: n, announces, deleted: false };
    this.messages.push(made);
    this.notified.add(n);
    return made;
  }
}

function subjectOf(n: number, kind: Happening['kind'], at: number): TurnSubject {
  const timestamp = new Date(at).toISOString();
  const type = { ends: kind !== 'progress', tone: kind } as const;
  const step = { type: `job.${kind}`, timestamp, label: kind, ok: kind !== 'failure' };
  const event = { timestamp };
  return {
    deliveryId: `d${n}`,
    attempts: 0,
    event,
    step,
    type,
    mode: 'live',
    announcements: 'failure',
    target: 'here',
  };
}

/** As `decide` has it where retries never end. */
function reportOf(outcome: Outcome): Report {
  const { kind } = outcome;
  const next: NextState =
    kind === 'delivered'
      ? { state: 'delivered' }
      : kind === 'retry'
        ? { state: 'pending', dueAt: 0, inMs: 1_000 }
        : { state: 'failed', reason: outcome.code };
  const errorCode = kind === 'delivered' ? null : outcome.code;
  const attempt = {
    number: 1,
    startedAt: 0,
    durationMs: 0,
    status: kind === 'rejected' ? 400 : null,
    outcome: kind === 'message-gone' ? ('rejected' as const) : kind,
    errorCode,
    errorMessage: errorCode,
    responseBody: null,
  };
  return { delivery: aDelivery(), attempt, outcome, next, maxRetries: 99 };
}

const RUNS = { numRuns: 2_000 };

describe('A live message over any history of a job', () => {
  const runs = (check: (world: World, history: readonly Happening[]) => void): void =>
    fc.assert(
      fc.property(fc.array(happening, { minLength: 1, maxLength: 12 }), (history) => {
        const world = new World();
        history.forEach((one, n) => world.run(n, one, n === history.length - 1));
        check(world, history);
      }),
      RUNS,
    );

  it('gives every event one end', () => {
    runs((world, history) => {
      expect(world.ended).toHaveLength(history.length);
      const ends = new Set([
        'delivered',
        'delivered superseded',
        'cancelled message_gone',
        'failed HTTP_400',
      ]);
      expect(world.ended.filter((end) => !ends.has(end))).toEqual([]);
    });
  });

  it('counts every post that may stand twice, and posts twice for no other reason than that people deleted it', () => {
    runs((world, history) => {
      const doubts = world.conversation?.doubts ?? 0;
      const unseen = world.unseenPosts + world.unseenAnnouncements;
      expect(doubts).toBeGreaterThanOrEqual(unseen);
      expect(doubts).toBeLessThanOrEqual(unseen + world.countedInVain);
      const cards = world.messages.filter(({ announces }) => !announces);
      const failures = history.filter(({ kind }) => kind === 'failure').length;
      const losses = world.conversation?.losses ?? 0;
      // Beyond the second loss, failures are told by messages of their own.
      const extra = losses > 1 ? failures : 0;
      // An operator who redelivers asks for the message.
      const asked = history.filter(({ redelivered }) => redelivered).length;
      const lost = Math.min(losses, 1 + asked);
      expect(cards.length).toBeLessThanOrEqual(1 + lost + world.unseenPosts + extra + asked);
    });
  });

  it('never supersedes an end', () => {
    runs((world, history) => {
      const superseded = world.ended.flatMap((end, n) =>
        end === 'delivered superseded' && history[n]!.kind !== 'progress' ? [n] : [],
      );
      expect(superseded).toEqual([]);
    });
  });

  it('shows the newest event that was delivered', () => {
    runs((world) => {
      const newest = world.ended.lastIndexOf('delivered');
      // A refused request may have been answered by something that showed nothing.
      const isKnown = newest >= 0 && !world.ended.slice(newest).includes('failed HTTP_400');
      const shown = world.messages.find(({ id }) => id === world.conversation?.ref?.['id'])?.shows;
      expect(isKnown ? (shown ?? newest) : newest).toBe(newest);
    });
  });

  it('tells people of every failure that was delivered by a message that notifies them', () => {
    runs((world, history) => {
      const delivered = history.flatMap(({ kind }, n) =>
        kind === 'failure' && world.ended[n] === 'delivered' ? [n] : [],
      );
      expect(delivered.filter((n) => !world.notified.has(n))).toEqual([]);
    });
  });
});
