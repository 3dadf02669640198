import type { Banner } from '../adapter.js';
import { cleanLine, cleanText } from '../clean-text.js';
import type { Notification } from './notification.js';
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

/** Makes the banner of a platform whose messages are one text: its devices show how the text begins. */
export function bannerOfText(notification: Notification): Banner | null {
  return bannerOf([notification.title, firstLines(notification)].join('\n'));
}
