import { messageFaults } from './message-faults.ts';
import type { Reader } from './reader.ts';
import type { Habits, Verdict } from './receiver.ts';
import { object, string } from './shape.ts';
import { slackCard } from './slack-card.ts';

/** A mention that was not escaped. */
const MENTION = /<[!@#](?!date\^)/;

/** True where Slack reads a mention in a text of the message; rich text and plain text are shown as they are written. */
function hasMention(part: unknown): boolean {
  if (typeof part === 'string') return MENTION.test(part);
  if (typeof part !== 'object' || part === null) return false;
  if (['rich_text', 'plain_text'].includes(string(object(part)['type']))) return false;
  return Object.values(part).some(hasMention);
}

/** Answers as Slack's incoming webhooks do: `ok`, or an error word with 400. */
export async function slack(
  showCard: (event: string, job: string) => boolean,
  reader: Pick<Reader, 'reads'>,
): Promise<Habits> {
  const faultsOf = await messageFaults('slack');
  return {
    name: 'Slack',
    adapter: 'slack+',
    path: '/services/T00000000/B00000000/demo',
    signed: false,
    judge: ({ body, json, event, job }): Verdict => {
      const message = object(json);
      const mentions = hasMention(message) ? ['an unescaped mention'] : [];
      const faults = [...faultsOf(body), ...mentions];
      const type = 'text/html';
      if (faults.length > 0) {
        const note = `invalid_blocks: ${faults.join(', ')}`;
        return { kind: 'refused', status: 400, reply: 'invalid_blocks', type, note };
      }
      reader.reads({ event, job, body });
      const card = showCard(event, job) ? { card: slackCard(message) } : {};
      return { kind: 'taken', status: 200, reply: 'ok', type, note: 'posted, blocks valid', ...card };
    },
  };
}
