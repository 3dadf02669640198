import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { StoredConversation } from '../../model/conversation.js';
import type { Turn, WaitingTurn } from '../../store/conversation-store.js';
import { planTurn, type TurnSubject } from './plan-turn.js';
import { supersededRun, type SupersededRun } from './superseded-run.js';

const NOW = Date.UTC(2024, 0, 1, 12);
const ENDS: ReadonlySet<string> = new Set(['job.completed']);

const waiting = (id: string, type = 'job.progress', own: Partial<WaitingTurn> = {}): WaitingTurn => {
  const event = { id: `event-${id}`, type, jobId: 'j' };
  const of = { endpointId: 'e', webhookId: 'webhook_1', attempts: 0, createdAt: NOW - 60_000, orderKey: 'j' };
  const position = { acceptedAt: NOW - 60_000, place: Number(id) };
  return { delivery: { id, event, ...of }, timestamp: `t${id}`, position, isFirst: true, ...own };
};

function subjectOf({ delivery: { id: deliveryId, event }, timestamp }: WaitingTurn): TurnSubject {
  const step = { type: event.type, timestamp, label: event.type, ok: true };
  const type = { ends: ENDS.has(event.type), tone: 'progress' } as const;
  const shared = { attempts: 0, mode: 'live', announcements: 'failure', target: 'here' } as const;
  return { deliveryId, event: { timestamp }, step, type, ...shared };
}

const OPEN: StoredConversation = {
  ref: { id: '7' },
  phase: 'open',
  shown: null,
  announcing: null,
  timeline: [],
  losses: 0,
  doubts: 0,
  target: 'here',
};

/** Runs the turn of the first, which is superseded, with the others behind it. */
function run(
  [first, ...others]: readonly WaitingTurn[],
  stored: StoredConversation | null = OPEN,
): SupersededRun {
  const conversation = stored && { ...stored, editedAt: NOW - 4_000 };
  const { position, isFirst } = first!;
  const turn: Turn = {
    position,
    isFirst,
    newerWaits: true,
    rescues: 0,
    isUntold: false,
    conversation,
    now: NOW,
  };
  const plan = planTurn(turn, subjectOf(first!));
  if (plan.kind !== 'unsent') throw new Error('the first is sent');
  return supersededRun(turn, plan, others, subjectOf);
}

/** Takes the turns one after the other up to the first that is not superseded: the ids, and the steps of the timeline after each. */
function turnByTurn(chain: readonly WaitingTurn[], stored: StoredConversation | null) {
  const [ids, steps]: [string[], (string[] | undefined)[]] = [[], []];
  let conversation = stored && { ...stored, editedAt: NOW - 4_000 };
  for (const [at, one] of chain.entries()) {
    const { position, isFirst, delivery } = one;
    const newerWaits = chain.slice(at + 1).some((other) => other.isFirst);
    const turn = { position, isFirst, newerWaits, rescues: 0, isUntold: false, conversation, now: NOW };
    const plan = planTurn(turn, subjectOf(one));
    if (plan.kind !== 'unsent' || plan.next.state !== 'delivered') break;
    if (plan.change) conversation = { ...plan.change.conversation, editedAt: conversation?.editedAt ?? NOW };
    ids.push(delivery.id);
    steps.push(conversation?.timeline.map(({ timestamp }) => timestamp));
  }
  return { ids, steps };
}

const idsOf = ({ deliveries }: SupersededRun): string[] => deliveries.map(({ id }) => id);
const stepsOf = ({ change }: SupersededRun): string[] | undefined =>
  change?.conversation.timeline.map(({ timestamp }) => timestamp);

describe(supersededRun, () => {
  it('takes those that something newer waits behind, and keeps the step of each in its order', () => {
    const found = run(['1', '2', '3', '4'].map((id) => waiting(id)));
    expect(idsOf(found)).toEqual(['2', '3']);
    expect(stepsOf(found)).toEqual(['t1', 't2', 't3']);
    expect(found.change).toMatchObject({ edited: false, conversation: { ref: { id: '7' }, shown: null } });
  });

  it('takes nobody where one waits alone', () => {
    const found = run([waiting('1'), waiting('2')]);
    expect([idsOf(found), stepsOf(found)]).toEqual([[], ['t1']]);
  });

  it('never takes an end, nor what waits behind it', () => {
    const found = run([
      waiting('1'),
      waiting('2'),
      waiting('3', 'job.completed'),
      waiting('4'),
      waiting('5'),
    ]);
    expect(idsOf(found)).toEqual(['2']);
  });

  it('leaves redeliveries their turns, and what stands before them', () => {
    const again = waiting('3', 'job.progress', { isFirst: false });
    expect(idsOf(run([waiting('1'), waiting('2'), again, waiting('4'), waiting('5')]))).toEqual([]);
  });

  it('leaves the first message of a job to an event that was accepted just now', () => {
    const fresh = waiting('3', 'job.progress', { position: { acceptedAt: NOW - 1_000, place: 0 } });
    expect(idsOf(run([waiting('1'), waiting('2'), fresh, waiting('4')], null))).toEqual(['2']);
  });

  it('takes what happened before the end that the message shows, and adds no step of it', () => {
    const timeline = [{ type: 'job.completed', timestamp: '2024-01-01T11:00:00Z', label: 'Done', ok: true }];
    const late = (id: string): WaitingTurn =>
      waiting(id, 'job.progress', { timestamp: '2024-01-01T10:00:00Z' });
    const found = run([late('1'), late('2'), late('3')], { ...OPEN, phase: 'final', timeline });
    expect([idsOf(found), found.change]).toEqual([['2', '3'], undefined]);
  });

  it('ends nothing, and shows nothing, that turns one after the other would not', () => {
    const kind = fc.constantFrom('job.progress', 'job.progress', 'job.progress', 'job.completed');
    const accepted = fc.constantFrom(NOW - 60_000, NOW - 3_001, NOW - 1_000);
    const one = fc.record({ kind, isFirst: fc.constantFrom(true, true, true, false), accepted });
    const stored = fc.constantFrom(OPEN, { ...OPEN, ref: null }, { ...OPEN, phase: 'gone' as const }, null);
    const check = fc.property(
      fc.array(one, { minLength: 1, maxLength: 30 }),
      stored,
      (behind, conversation) => {
        const all = behind.map(({ kind, isFirst, accepted: acceptedAt }, at) =>
          waiting(String(at), kind, { isFirst, position: { acceptedAt, place: at } }),
        );
        const chain = [waiting('100'), ...all];
        const found = turnByTurn(chain, conversation);
        const together = found.ids.length === 0 ? null : run(chain, conversation);
        const ids = together ? ['100', ...idsOf(together)] : [];
        expect(found.ids.slice(0, ids.length)).toEqual(ids);
        expect(together ? stepsOf(together) : undefined).toEqual(found.steps[ids.length - 1]);
      },
    );
    fc.assert(check, { numRuns: 500 });
  });
});
