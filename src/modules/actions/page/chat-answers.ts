import type { ActionPage } from './page.js';

/** Writes what a press came to for the person who pressed, in the answer that a Mattermost server understands. */
export function mattermostAnswer({ title, texts }: Pick<ActionPage, 'title' | 'texts'>): string {
  return JSON.stringify({ ephemeral_text: [title, ...texts].join('\n') });
}

/** What whoever presses a native button reads where the press takes signing in. */
export const NEEDS_PAGE: Pick<ActionPage, 'title' | 'texts'> = {
  title: 'Not done',
  texts: ['Pressing this takes an admin key. Nothing was done; the console can do the same.'],
};
