import { describe, expect, it } from '@jest/globals';
import type { KnownConversation } from '../../model/conversation.js';
import type { Turn } from '../../store/conversation-store.js';
import {
  EDIT_GAP_MS,
  NEW_MESSAGE_AFTER_MS,
  planTurn,
  STALE_AFTER_MS,
  type TurnSubject,
} from './plan-turn.js';

const NOW = Date.UTC(2024, 0, 1, 12);
const REF = { message_id: '7' };
const AT = (ms: number): string => new Date(NOW + ms).toISOString();

function known(own: Partial<KnownConversation> = {}): KnownConversation {
  return {
    ref: REF,
    phase: 'open',
    shown: { deliveryId: 'earlier', acceptedAt: NOW - 60_000, place: 0 },
    announcing: null,
    timeline: [],
    losses: 0,
    doubts: 0,
    target: 'here',
    editedAt: NOW - 10_000,
    ...own,
  };
}

function turnOf(conversation: KnownConversation | null, own: Partial<Turn> = {}): Turn {
  const position = { acceptedAt: NOW - 5_000, place: 0 };
  return {
    position,
    isFirst: true,
    newerWaits: false,
    rescues: 0,
    isUntold: false,
    conversation,
    now: NOW,
    ...own,
  };
}

function subjectOf(own: Partial<TurnSubject> = {}): TurnSubject {
  const event = { timestamp: AT(0) };
  const step = { type: 'job.x', timestamp: AT(0), label: 'X', ok: true };
  const type = { ends: false, tone: 'progress' } as const;
  return {
    deliveryId: 'mine',
    attempts: 0,
    event,
    step,
    type,
    mode: 'live',
    announcements: 'failure',
    target: 'here',
    ...own,
  };
}

const FAILURE = subjectOf({ type: { ends: true, tone: 'failure' } });
const SUCCESS = subjectOf({ type: { ends: true, tone: 'success' } });
const PROGRESS = subjectOf();

/** The plan in a word or two. */
function told(turn: Turn, subject: TurnSubject): string {
  const plan = planTurn(turn, subject);
  if (plan.kind === 'send') return plan.message?.as ?? 'post';
  const { next } = plan;
  if (next.state === 'pending') return `wait ${next.inMs}`;
  return [next.state, 'reason' in next ? next.reason : ''].filter(Boolean).join(' ');
}

describe(planTurn, () => {
  it('posts the first message of a job, and edits it afterwards', () => {
    expect(told(turnOf(null), PROGRESS)).toBe('post');
    expect(told(turnOf(known()), PROGRESS)).toBe('edit');
    expect(told(turnOf(known()), FAILURE)).toBe('edit');
  });

  it('posts anew where the endpoint posts somewhere else since, and a while after the end of the job', () => {
    expect(told(turnOf(known({ target: 'there' })), PROGRESS)).toBe('post');
    const over = known({ phase: 'final', editedAt: NOW - NEW_MESSAGE_AFTER_MS - 1 });
    expect(told(turnOf(over), PROGRESS)).toBe('post');
    expect(told(turnOf({ ...over, phase: 'open' }), PROGRESS)).toBe('edit');
  });

  it('supersedes progress while something newer waits, and never an end', () => {
    const turn = turnOf(known(), { newerWaits: true });
    expect(told(turn, PROGRESS)).toBe('delivered superseded');
    expect(told(turn, SUCCESS)).toBe('edit');
  });

  it('shows progress all the same where the message has not moved for long', () => {
    const still = known({ editedAt: NOW - STALE_AFTER_MS });
    expect(told(turnOf(still, { newerWaits: true }), PROGRESS)).toBe('edit');
    expect(told(turnOf(still, { newerWaits: true }), { ...PROGRESS, attempts: 1 })).toBe(
      'delivered superseded',
    );
    const fresh = { position: { acceptedAt: NOW, place: 0 }, newerWaits: true };
    expect(told(turnOf(null, fresh), PROGRESS)).toBe('post');
    expect(told(turnOf(null, fresh), { ...PROGRESS, attempts: 1 })).toBe('delivered superseded');
  });

  it('waits out the gap between two edits for progress alone, however the clock was set', () => {
    expect(told(turnOf(known({ editedAt: NOW - 1_000 })), PROGRESS)).toBe(`wait ${EDIT_GAP_MS - 1_000}`);
    expect(told(turnOf(known({ editedAt: NOW + 3_600_000 })), PROGRESS)).toBe(`wait ${EDIT_GAP_MS}`);
    expect(told(turnOf(known({ editedAt: NOW - 1_000 })), SUCCESS)).toBe('edit');
  });

  it('leaves the message alone for a redelivery of something older, and edits it for the same or something newer', () => {
    const again = (acceptedAt: number, own: Partial<Turn> = {}): Turn =>
      turnOf(known({ shown: { deliveryId: 'other', acceptedAt: NOW - 5_000, place: 1 } }), {
        position: { acceptedAt, place: 0 },
        isFirst: false,
        ...own,
      });
    expect(told(again(NOW - 9_000), PROGRESS)).toBe('delivered superseded');
    expect(told(again(NOW - 5_000), SUCCESS)).toBe('delivered superseded');
    expect(told(again(NOW - 1_000), SUCCESS)).toBe('edit');
  });

  it('tells of a failure that the message never showed by a message beside it', () => {
    const shown = { deliveryId: 'other', acceptedAt: NOW - 1_000, place: 0 };
    const turn = turnOf(known({ shown }), { isFirst: false, isUntold: true });
    expect(told(turn, FAILURE)).toBe('announce');
    expect(planTurn(turn, FAILURE)).toMatchObject({ message: { as: 'announce', isEarlier: true } });
    expect(told(turn, PROGRESS)).toBe('delivered superseded');
  });

  it('drops progress of a message that was deleted, and posts an end anew', () => {
    const gone = known({ phase: 'gone', ref: null, losses: 1 });
    expect(told(turnOf(gone), PROGRESS)).toBe('cancelled message_gone');
    expect(told(turnOf(gone), SUCCESS)).toBe('post');
  });

  it('drops all of a message that was deleted twice but what is announced, and what an operator redelivers', () => {
    const lost = known({ phase: 'lost', ref: null, losses: 2 });
    expect(told(turnOf(lost), PROGRESS)).toBe('cancelled message_gone');
    expect(told(turnOf(lost), SUCCESS)).toBe('cancelled message_gone');
    expect(told(turnOf(lost), FAILURE)).toBe('post');
    expect(told(turnOf(lost, { isFirst: false }), SUCCESS)).toBe('post');
  });

  it('announces an edit that is to be announced, also where its delivery was redelivered since', () => {
    const shown = { deliveryId: 'mine', acceptedAt: NOW, place: 0 };
    const conversation = known({ announcing: 'mine', shown });
    expect(told(turnOf(conversation), FAILURE)).toBe('announce');
    expect(told(turnOf(conversation, { isFirst: false }), FAILURE)).toBe('announce');
  });

  it('leaves an end alone for progress that was reported late', () => {
    const step = { type: 'job.completed', timestamp: AT(0), label: 'Video ready', ok: true };
    const ended = known({ phase: 'final', timeline: [step] });
    const late = subjectOf({ event: { timestamp: AT(-1) } });
    expect(told(turnOf(ended), late)).toBe('delivered superseded');
    expect(told(turnOf(ended), subjectOf({ event: { timestamp: AT(1) } }))).toBe('edit');
    expect(told(turnOf(ended), subjectOf({ event: { timestamp: 'never' } }))).toBe('edit');
  });

  it('answers the first message of a thread, whatever waits', () => {
    const thread = { ...PROGRESS, mode: 'thread' } as const;
    expect(told(turnOf(null), thread)).toBe('post');
    expect(told(turnOf(known({ editedAt: NOW }), { newerWaits: true }), thread)).toBe('reply');
  });
});
