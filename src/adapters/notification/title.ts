import { isOwnEvent } from '../../modules/model/system-events.js';
import type { Presentation } from '../adapter.js';
import { cleanLine } from '../clean-text.js';
import type { PlainObject } from '../plain-value.js';
import { glued, SEPARATOR } from './glued.js';
import type { Texts } from './texts.js';

/** Longest headline and subject, UTF-16 units. */
const HEADLINE = 120;
const SUBJECT = 160;
/** Longest title of the data that stands for a subject, UTF-16 units. */
const NAME = 80;

interface Head {
  /** One emoji; empty where the headline has its own. */
  readonly emoji: string;
  readonly headline: string;
  /** The headline without its mark and the name of the gateway. */
  readonly bare: string;
}

interface Title extends Head {
  readonly subject: string;
  /** Emoji, headline and subject. */
  readonly title: string;
}

/** The beginning of a headline that must not read as news: of a test, or of a failure that is told late. */
interface Mark {
  readonly emoji: string;
  readonly word: string;
}

/** Reads the parts of the title, and joins them. A job without a subject goes by its title or its id. */
export function titleOf(
  texts: Texts,
  presentation: Presentation,
  { jobId, data }: { readonly jobId: string; readonly data: PlainObject },
): Title {
  const { emoji, headline, bare } = headOf(texts, presentation, markOf(presentation, data));
  const subject = subjectOf(texts, jobId, headline);
  const title = [[emoji, headline].filter(Boolean).join(' '), subject].filter(Boolean).join(': ');
  return { title, emoji, headline, bare, subject };
}

function markOf({ conversation, type }: Presentation, data: PlainObject): Mark | null {
  if (isTest(type.type, data)) return { emoji: '🧪', word: 'Test' };
  // The message of the job shows what has happened since.
  return conversation?.isEarlier ? { emoji: cleanLine(type.emoji, 16), word: 'Earlier' } : null;
}

/** True for an event that says that it is a test; the test event itself needs no mark. */
function isTest(type: string, data: PlainObject): boolean {
  return data['test'] === true && !isOwnEvent(type);
}

/** Reads the headline. A mark stands before it; one that begins with an emoji keeps that one alone; a full message names the gateway. */
function headOf(texts: Texts, { brand, type, message }: Presentation, mark: Mark | null): Head {
  const bare = texts.headline(HEADLINE);
  if (mark) return { emoji: mark.emoji, headline: cleanLine(`${mark.word}: ${bare}`, HEADLINE), bare };
  if (/^\p{Extended_Pictographic}|^\p{Regional_Indicator}/u.test(bare))
    return { emoji: '', headline: bare, bare };
  const named = message.detail === 'full' && message.title === null ? [cleanLine(brand, 60), bare] : [bare];
  return {
    emoji: cleanLine(type.emoji, 16),
    headline: glued(cleanLine(named.filter(Boolean).join(SEPARATOR), HEADLINE)),
    bare,
  };
}

/** Joins the parts of the subject; a job without any goes by its title, else by its id, so that ten jobs have ten titles. */
function subjectOf(texts: Texts, jobId: string, headline: string): string {
  const subject = texts.subject(SUBJECT) || texts.given(NAME, jobId === '' ? ['title', 'name'] : ['title']);
  if (subject === '') return cleanLine(jobId, SUBJECT);
  return subject.toLowerCase() === headline.toLowerCase() ? '' : subject;
}
