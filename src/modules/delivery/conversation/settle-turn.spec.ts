import { describe, expect, it } from '@jest/globals';
import { aDelivery } from '../../../../test/support/a-delivery.js';
import type { StoredConversation } from '../../model/conversation.js';
import type { NextState } from '../../model/delivery.js';
import type { Outcome } from '../../model/outcome.js';
import type { Turn } from '../../store/conversation-store.js';
import type { Report } from '../report.js';
import { planTurn, type TurnSubject } from './plan-turn.js';
import { settleTurn } from './settle-turn.js';

const NOW = Date.UTC(2024, 0, 1, 12);
const REF = { message_id: '7' };
const NEWER = { deliveryId: 'newer', acceptedAt: NOW, place: 0 };
const POSTED: StoredConversation = {
  ref: REF,
  phase: 'open',
  shown: { deliveryId: 'earlier', acceptedAt: NOW - 60_000, place: 0 },
  announcing: null,
  timeline: [],
  losses: 0,
  doubts: 0,
  target: 'here',
};
const DELIVERED: Outcome = { kind: 'delivered', ref: REF };
const LOST: Outcome = { kind: 'retry', code: 'TIMEOUT', message: 'no answer' };
const AGAIN: NextState = { state: 'pending', dueAt: 0, inMs: 1_000 };
const FAILED: NextState = { state: 'failed', reason: 'TIMEOUT' };

const turnOf = (conversation: StoredConversation | null, own: Partial<Turn> = {}): Turn => ({
  position: { acceptedAt: NOW - 5_000, place: 0 },
  isFirst: true,
  newerWaits: false,
  rescues: 0,
  isUntold: false,
  conversation: conversation && { ...conversation, editedAt: NOW - 60_000 },
  now: NOW,
  ...own,
});

function subjectOf(own: Partial<TurnSubject> = {}): TurnSubject {
  const timestamp = new Date(NOW).toISOString();
  return {
    deliveryId: 'mine',
    attempts: 0,
    event: { timestamp },
    step: { type: 'job.x', timestamp, label: 'X', ok: true },
    type: { ends: false, tone: 'progress' },
    mode: 'live',
    announcements: 'failure',
    target: 'here',
    ...own,
  };
}

const FAILURE = subjectOf({ type: { ends: true, tone: 'failure' } });

/** The report of a turn whose request had this outcome. */
function settled(turn: Turn, subject: TurnSubject, outcome: Outcome, next: NextState): Report {
  const plan = planTurn(turn, subject);
  if (plan.kind !== 'send') throw new Error(`nothing is sent: ${JSON.stringify(plan.next)}`);
  const errorCode = outcome.kind === 'delivered' ? null : outcome.code;
  const attempt = {
    number: 1,
    startedAt: 0,
    durationMs: 0,
    status: null,
    outcome: 'retry' as const,
    errorCode,
    errorMessage: null,
    responseBody: null,
  };
  return settleTurn(
    { delivery: aDelivery(), attempt, outcome, next, maxRetries: 1 },
    { turn, subject, plan },
  );
}

/** Returns the doubts of the conversation afterwards, and whether the report counts a possible double. */
const doubtsOf = ({ conversation, possibleDouble }: Pick<Report, 'conversation' | 'possibleDouble'>) => [
  conversation?.conversation.doubts ?? 0,
  possibleDouble === true,
];

describe(settleTurn, () => {
  it('counts a first message whose answer was lost, and none that was not sent', () => {
    expect(doubtsOf(settled(turnOf(null), subjectOf(), LOST, AGAIN))).toEqual([1, true]);
    const refused: Outcome = { kind: 'retry', code: 'ECONNREFUSED', message: 'down' };
    expect(doubtsOf(settled(turnOf(null), subjectOf(), refused, AGAIN))).toEqual([0, false]);
    expect(doubtsOf(settled(turnOf(null), subjectOf(), DELIVERED, { state: 'delivered' }))).toEqual([
      0,
      false,
    ]);
  });

  it('counts a first message that the answer does not name: it can never be edited', () => {
    const nameless: Outcome = { kind: 'delivered' };
    expect(doubtsOf(settled(turnOf(null), subjectOf(), nameless, { state: 'delivered' }))).toEqual([1, true]);
  });

  it.each<[string, Outcome, NextState]>([
    ['delivered', DELIVERED, { state: 'delivered' }],
    [
      'rejected',
      { kind: 'rejected', code: 'HTTP_400', message: 'no' },
      { state: 'failed', reason: 'HTTP_400' },
    ],
  ])('counts each lease that ran out over a first message once it is %s', (_, outcome, next) => {
    const left = turnOf(null, { rescues: 2 });
    expect(doubtsOf(settled(left, subjectOf(), outcome, next))).toEqual([2, true]);
    const refused: Outcome = { kind: 'retry', code: 'ECONNREFUSED', message: 'down' };
    expect(doubtsOf(settled(left, subjectOf(), refused, AGAIN))).toEqual([0, false]);
    expect(doubtsOf(settled(left, subjectOf(), LOST, FAILED))).toEqual([3, true]);
  });

  it('counts what a superseded delivery may have posted before its gateway died', () => {
    const plan = planTurn(turnOf(null, { rescues: 1, newerWaits: true }), subjectOf());
    expect(plan).toMatchObject({ next: { reason: 'superseded' }, possibleDouble: true });
    expect(plan.kind === 'unsent' && plan.change?.conversation.doubts).toBe(1);
    expect(planTurn(turnOf(POSTED, { rescues: 1 }), subjectOf())).not.toHaveProperty('possibleDouble');
  });

  it('counts an announcement and a reply that may stand twice, and no edit', () => {
    const announcing = { ...POSTED, announcing: 'mine', shown: { ...NEWER, deliveryId: 'mine' } };
    const announced = settled(turnOf(announcing), FAILURE, LOST, AGAIN);
    expect(doubtsOf(announced)).toEqual([1, true]);
    expect(announced.conversation).toEqual({ conversation: { ...announcing, doubts: 1 }, edited: false });
    expect(doubtsOf(settled(turnOf(POSTED), subjectOf({ mode: 'thread' }), LOST, AGAIN))).toEqual([1, true]);
    expect(doubtsOf(settled(turnOf(POSTED, { rescues: 1 }), subjectOf(), LOST, FAILED))).toEqual([0, false]);
  });

  it('counts an older failure that may be told twice, and leaves the message as it is', () => {
    const shown = { ...POSTED, shown: NEWER };
    const told = settled(turnOf(shown, { isFirst: false, isUntold: true }), FAILURE, LOST, AGAIN);
    expect(told.conversation).toEqual({ conversation: { ...shown, doubts: 1 }, edited: false });
  });

  it('leaves the conversation alone for an older failure that is told beside it, also where its message is gone', () => {
    const older = { isFirst: false, isUntold: true };
    for (const own of [{ ref: REF }, { ref: null, phase: 'gone' as const }]) {
      const turn = turnOf({ ...POSTED, ...own, shown: NEWER }, older);
      expect(settled(turn, FAILURE, DELIVERED, { state: 'delivered' })).not.toHaveProperty('conversation');
    }
  });

  it('keeps the name of a message that an operator asked for after it was deleted twice, and of no other', () => {
    const lost: StoredConversation = { ...POSTED, ref: null, phase: 'lost', losses: 2 };
    const named = ({ conversation }: Report) => [
      conversation?.conversation.phase,
      conversation?.conversation.ref,
    ];
    const done: NextState = { state: 'delivered' };
    expect(named(settled(turnOf(lost, { isFirst: false }), subjectOf(), DELIVERED, done))).toEqual([
      'open',
      REF,
    ]);
    expect(named(settled(turnOf(lost), FAILURE, DELIVERED, done))).toEqual(['lost', null]);
  });

  it('gives an announcement up whose message was deleted, so that a redelivery finds it deleted and posts anew', () => {
    const announcing = { ...POSTED, announcing: 'mine', shown: { ...NEWER, deliveryId: 'mine' } };
    const gone: Outcome = { kind: 'message-gone', code: 'thread_not_found', message: 'no' };
    const report = settled(turnOf(announcing), FAILURE, gone, FAILED);
    expect(report.next).toEqual(FAILED);
    expect(report.conversation?.conversation).toEqual({ ...announcing, announcing: null });
    const again = turnOf(report.conversation!.conversation, { isFirst: false, isUntold: true });
    expect(settled(again, FAILURE, gone, FAILED)).toMatchObject({
      next: { state: 'pending', inMs: 0 },
      conversation: { conversation: { ref: null } },
    });
  });
});
