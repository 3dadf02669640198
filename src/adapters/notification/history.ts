import type { EventType } from '../../modules/model/event-type.js';
import type { ConversationStep } from '../../modules/model/conversation.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import { commonHeadline } from '../catalogue/catalogue.js';
import { cleanLine } from '../clean-text.js';
import { instantOf } from '../instant.js';
import { isEmptyText } from '../sense.js';
import type { Words } from '../values/words.js';
import { timesOf } from './quiet-line.js';
import type { Rich } from './rich.js';
import type { Step } from './timeline.js';

/** Steps that an edited message shows: the first and the newest. */
const SHOWN = 6;
/** Most letters of the earlier steps that a compact message shows; it shows the newest. */
const SHORT = 28;
const LABEL = 60;

/** Returns the step that an event is in the timeline of its job's message. */
export function stepOf(
  { type, timestamp }: Pick<GatewayEvent, 'type' | 'timestamp'>,
  { headline, tone }: Pick<EventType, 'headline' | 'tone'>,
): ConversationStep {
  // A headline with a template needs the data; the name of the type says as much as a step needs.
  const label = commonHeadline({ type, headline }) ?? wordsOf(type);
  return { type, timestamp, label: cleanLine(label, LABEL), ok: tone !== 'failure' };
}

function wordsOf(type: string): string {
  const words = type.slice(type.lastIndexOf('.') + 1).replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Writes what an edited message has shown before, and the event itself: `script ready 12:02 ✓`. Empty for a message that tells of one
 * event. A step that follows its like stands once, with its newest time.
 */
export function historyOf(
  earlier: readonly ConversationStep[] | undefined,
  current: ConversationStep,
  words: Words,
): readonly Rich[] {
  const distinct = distinctSteps(earlier, current);
  if (distinct.length < 2) return [];
  const shown = distinct.length > SHOWN ? [distinct[0]!, ...distinct.slice(1 - SHOWN)] : distinct;
  return timesOf(shown, words);
}

/**
 * Writes the newest of what a compact message has shown before: `script ready 12:02 ✓`. The title tells of the event itself.
 *
 * @param ends whether the job is over: its message has room for two steps
 */
export function shortHistoryOf(
  earlier: readonly ConversationStep[] | undefined,
  current: ConversationStep,
  { words, ends }: { readonly words: Words; readonly ends: boolean },
): readonly Rich[] {
  const steps = distinctSteps(earlier, current);
  const now = steps.at(-1)?.at;
  const before = steps.slice(0, -1);
  return now === undefined ? [] : timesOf(before.slice(ends ? -fitting(before) : -1), words, now);
}

/** Counts the newest steps whose labels have room in a line: at least 1, at most 2. */
function fitting(steps: readonly { readonly label: string }[]): 1 | 2 {
  const letters = steps.slice(-2).reduce((sum, { label }) => sum + label.length, 0);
  return letters <= SHORT ? 2 : 1;
}

/** Lists the steps that have a name and a time; a step that follows its like stands once. */
function distinctSteps(
  earlier: readonly ConversationStep[] = [],
  current: ConversationStep,
): readonly Pick<Step, 'label' | 'at' | 'ok'>[] {
  if (earlier.length === 0) return [];
  const steps = [...earlier, current].flatMap(({ label, timestamp, ok }) => {
    const at = instantOf(timestamp);
    const name = cleanLine(label, LABEL);
    return at === null || isEmptyText(name) ? [] : [{ label: name, at, ok }];
  });
  return steps.filter(({ label }, index) => steps[index + 1]?.label !== label);
}
