import type { Banner, Conversation } from '../adapter.js';
import { cleanLine, cleanText } from '../clean-text.js';
import { announcementOf, type Notification } from './notification.js';
import { joined, textOf } from './rich.js';

/** Longest title and text of a banner, UTF-16 units: as much as a phone shows of one. */
const [TITLE, TEXT] = [120, 240];
const NO_WIDTH = /\u{200b}/gu;

/**
 * Makes the banner of a message out of what its platform reads for it; null where there is nothing to show.
 *
 * @param title where the message sets it; null: the platform puts the name of the channel or the sender there
 */
export function bannerOf(text: string, title: string | null = null): Banner | null {
  const shown = cleanText(text.replace(NO_WIDTH, ''), TEXT).replace(/\n{2,}/g, '\n');
  const head = title === null ? null : cleanLine(title.replace(NO_WIDTH, ''), TITLE);
  if (shown !== '') return { title: head, text: shown };
  return head ? { title: null, text: head } : null;
}

/** Writes the first lines below the title of a message: cause, facts and text. */
export function firstLines({ cause, facts, body }: Pick<Notification, 'cause' | 'facts' | 'body'>): string {
  return [cause, textOf(joined(facts)), body].filter(Boolean).join('\n');
}

/**
 * Makes the banner of a platform whose messages are one text: its devices show how the text begins, and nothing of an edit.
 *
 * @param given the notification of the event, also where the message is the shorter one that announces an edit
 * @param title where the platform writes one; null: the name of the channel or the sender
 */
export function bannerOfText(
  given: Notification,
  as?: Conversation['as'],
  title: string | null = null,
): Banner | null {
  if (as === 'edit') return null;
  const told = as === 'announce' ? announcementOf(given) : given;
  return bannerOf([told.title, firstLines(told)].join('\n'), title);
}
