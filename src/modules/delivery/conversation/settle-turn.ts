import {
  isOlder,
  MESSAGE_GONE,
  withStep,
  type ConversationPhase,
  type StoredConversation,
} from '../../model/conversation.js';
import type { MessageGone } from '../../model/outcome.js';
import type { Turn } from '../../store/conversation-store.js';
import type { Report } from '../report.js';
import { mayHaveArrived } from './may-have-arrived.js';
import { isAnnounceable, type SendPlan, type TurnSubject } from './plan-turn.js';

/** A turn in which a request was made. */
export interface SentTurn {
  readonly turn: Turn;
  readonly subject: TurnSubject;
  readonly plan: SendPlan;
}

/** Adds to the report of an attempt what becomes of the conversation, and what that changes in the next state. Pure. */
export function settleTurn(report: Report, sent: SentTurn): Report {
  const unknown = unknownPosts(report, sent);
  if (unknown === 0) return conversed(report, sent);
  const before = { ...sent.plan.before, doubts: sent.plan.before.doubts + unknown };
  const settled = conversed(report, { ...sent, plan: { ...sent.plan, before } });
  return { ...(settled.conversation ? settled : changed(settled, before)), possibleDouble: true };
}

const asOf = ({ plan: { message } }: SentTurn) => message?.as ?? 'first';

/**
 * Counts the messages that the delivery may have made and that nobody can find again: its answer was lost or does not name the message,
 * or the delivery was left under a lease before, which counts when it ends. An edit makes none.
 */
function unknownPosts({ outcome, attempt, next }: Report, sent: SentTurn): number {
  const as = asOf(sent);
  if (as === 'edit') return 0;
  const isLost = outcome?.kind === 'retry' && mayHaveArrived(attempt);
  const isNameless =
    outcome?.kind === 'delivered' && !outcome.ref && as === 'first' && phaseAfter(sent) !== 'lost';
  const left = next?.state === 'pending' ? 0 : sent.turn.rescues;
  return (isLost || isNameless ? 1 : 0) + left;
}

function conversed(report: Report, sent: SentTurn): Report {
  const { outcome } = report;
  const as = asOf(sent);
  if (outcome?.kind === 'delivered') {
    if (isBeside(sent)) return report;
    return as === 'announce' ? announced(report, sent) : delivered(report, sent);
  }
  // Only a request that names a message can find it deleted.
  if (outcome?.kind === 'message-gone' && (as === 'edit' || as === 'reply'))
    return messageGone(report, outcome, sent);
  // An announcement that answers a deleted message: a redelivery edits first, and so finds it deleted.
  const { before } = sent.plan;
  if (outcome?.kind === 'message-gone' && before.announcing === sent.subject.deliveryId)
    return changed(report, { ...before, announcing: null });
  return report;
}

/** True for a message that tells of something older than the message of the job, which goes on as it is, or stays deleted. */
function isBeside({ turn, subject, plan: { before, message } }: SentTurn): boolean {
  const { shown } = before;
  if (message?.as === 'edit' || message?.as === 'reply' || shown === null) return false;
  return !turn.isFirst && shown.deliveryId !== subject.deliveryId && isOlder(turn.position, shown);
}

function announced(report: Report, { plan: { before } }: SentTurn): Report {
  return changed(report, { ...before, announcing: null });
}

function delivered(report: Report, sent: SentTurn): Report {
  const { subject, plan, turn } = sent;
  const { deliveryId } = subject;
  const isEdit = plan.message?.as === 'edit';
  const announces = isEdit && isAnnounced(sent);
  const told: StoredConversation = {
    ...plan.before,
    ref: refAfter(report, sent),
    phase: phaseAfter(sent),
    shown: { ...turn.position, deliveryId },
    announcing: announces ? deliveryId : null,
    timeline: timelineAfter(sent),
  };
  const settled: Report = {
    ...report,
    conversation: { conversation: told, edited: true },
  };
  return announces ? again(settled) : settled;
}

/** A message that nobody wants gets no name, and is not edited. Otherwise the first message keeps its name, whatever an edit answers. */
function refAfter({ outcome }: Report, sent: SentTurn): StoredConversation['ref'] {
  const { plan } = sent;
  if (phaseAfter(sent) === 'lost') return null;
  const answered = outcome?.kind === 'delivered' ? (outcome.ref ?? null) : null;
  return plan.message ? plan.before.ref : answered;
}

function phaseAfter({ plan, subject, turn }: SentTurn): ConversationPhase {
  if (plan.before.phase === 'lost' && turn.isFirst) return 'lost';
  return subject.type.ends ? 'final' : 'open';
}

/** True where readers must be told of an edit: nobody was told of this event before, and it is of the kind that is announced. */
function isAnnounced({ plan: { before }, subject }: SentTurn): boolean {
  const { deliveryId } = subject;
  const isNews = before.shown?.deliveryId !== deliveryId || before.announcing === deliveryId;
  return isNews && isAnnounceable(subject);
}

function timelineAfter({ plan: { before }, subject: { deliveryId, step } }: SentTurn) {
  return before.shown?.deliveryId === deliveryId ? before.timeline : withStep(before.timeline, step);
}

/**
 * Decides what follows where the message was deleted, or takes no edits any more. Ends of the job, deliveries that an operator asked for and
 * messages of a thread are posted anew; the rest is dropped. A closed message was not deleted: the end of the job gets a message of its own.
 */
function messageGone(report: Report, { closed = false }: MessageGone, sent: SentTurn): Report {
  const { subject, turn, plan } = sent;
  const losses = plan.before.losses + (closed ? 0 : 1);
  const isThread = subject.mode === 'thread';
  const phase = losses > 1 && !isThread ? 'lost' : 'gone';
  const conversation: StoredConversation = { ...plan.before, ref: null, announcing: null, phase, losses };
  const isPostedAnew =
    isThread || !turn.isFirst || (subject.type.ends && (phase === 'gone' || isAnnounceable(subject)));
  if (isPostedAnew) return again(changed(report, conversation));
  const told = { ...conversation, timeline: timelineAfter(sent) };
  return changed({ ...report, next: { state: 'cancelled', reason: MESSAGE_GONE } }, told);
}

/** The delivery makes a second request, which the first does not count against. */
function again(report: Report): Report {
  const { startedAt, durationMs } = report.attempt!;
  return { ...report, spared: true, next: { state: 'pending', dueAt: startedAt + durationMs, inMs: 0 } };
}

function changed(report: Report, conversation: StoredConversation): Report {
  return { ...report, conversation: { conversation, edited: false } };
}
