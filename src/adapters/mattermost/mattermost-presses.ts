import type { PressRequests } from '../presses.js';

/** The requests of a Mattermost server to the integration URL of a button, and the answers that only the person who pressed sees. */
export const MATTERMOST_PRESSES: PressRequests = {
  read: (body) => {
    const { user_id: id, user_name: name, post_id: post } = body as Readonly<Record<string, unknown>>;
    if (typeof id !== 'string' || typeof post !== 'string') return null;
    return { id, name: typeof name === 'string' ? name : null };
  },
  answer: (title, texts) => JSON.stringify({ ephemeral_text: [title, ...texts].join('\n') }),
};
