import type { Presentation } from '../adapter.js';
import { BUILT_IN } from '../catalogue/catalogue.js';
import { cleanLine } from '../clean-text.js';
import { durationText } from '../duration.js';
import type { PlainObject } from '../plain-value.js';
import { isNoTime } from '../sense.js';
import type { Video } from './fields.js';
import { textOf, type Rich } from './rich.js';

/** The type whose plain text is that of the webhook guide, in four lines. */
const GUIDED = BUILT_IN.get('job.completed')!;
const GUIDED_TITLE = ['✅', 'Job Completed'] as const;
/** Longest cause in a banner, UTF-16 units: what a phone shows of a banner besides the title. */
const CAUSE = 120;

interface PlainParts {
  readonly title: string;
  readonly emoji: string;
  readonly cause: string;
  readonly facts: readonly Rich[];
  readonly body: string;
  readonly jobId: string;
  readonly video: Video | null;
  readonly data: PlainObject;
}

/**
 * Writes a message as plain text: what happened to which job, and why, on one line, as the banners of devices show it. A finished
 * job has the lines of the guide, unless the operator has changed its title.
 */
export function plainText(presentation: Presentation, parts: PlainParts): string {
  if (hasGuidedTitle(presentation) && parts.emoji !== '🧪') return guided(presentation.brand, parts);
  const { title, cause, facts, body } = parts;
  const why = cause || (facts[0] ? textOf(facts[0]) : cleanLine(body, CAUSE));
  return why === '' ? title : `${title} — ${cleanLine(why, CAUSE)}`;
}

/** True for a finished job whose headline, emoji and subject are the built-in ones. */
function hasGuidedTitle({ type, message }: Presentation): boolean {
  const { headline, emoji, subject } = GUIDED;
  const isBuiltIn =
    type.type === GUIDED.type &&
    type.headline === headline &&
    type.emoji === emoji &&
    type.subject.join('\n') === subject.join('\n');
  return isBuiltIn && message.title === null && message.subject === null;
}

function guided(brand: string, { jobId, video, cause, data, body }: PlainParts): string {
  const [emoji, headline] = GUIDED_TITLE;
  const took = data['processing_duration_ms'];
  const lines: readonly (readonly [string, string])[] = [
    ['Job ID', jobId],
    ['Video', video ? (video.url ?? video.text) : ''],
    ['Error', cause],
    ['Duration', isNoTime(took) ? '' : (durationText(took) ?? '')],
  ];
  const title = [emoji, cleanLine(brand, 60), headline].filter(Boolean).join(' ');
  return [title, body, ...lines.filter(([, value]) => value).map(([label, value]) => `${label}: ${value}`)]
    .filter(Boolean)
    .join('\n');
}
