import { DiscordChannel } from '../test/support/discord-channel.ts';
import type { DiscordAnswer } from '../test/support/discord-channel.ts';
import { discordCard } from './discord-card.ts';
import type { JobCards } from './job-cards.ts';
import { messageFaults } from './message-faults.ts';
import type { Arrival, Habits, Verdict } from './receiver.ts';
import { object } from './shape.ts';

const type = 'application/json';

/** A channel behind a webhook of Discord: it keeps messages, takes edits of them, and refuses invalid ones with error 50035. */
export async function discord(
  showCard: (event: string, job: string) => boolean,
  cards: JobCards,
): Promise<Habits> {
  const faultsOf = await messageFaults('discord');
  const channel = new DiscordChannel();
  return {
    name: 'Discord',
    adapter: 'discord+',
    path: '/api/webhooks/1/token',
    signed: false,
    live: true,
    judge: (arrival): Verdict => {
      const { body, event, job } = arrival;
      const faults = faultsOf(body);
      if (faults.length > 0) return invalid(faults);
      const answer = channel.answer(arrival);
      const { status, body: reply = '' } = answer;
      if (status !== 200) return { kind: 'refused', status, reply, type, note: `unknown message: ${reply}` };
      const isAnnouncement = !('embeds' in object(arrival.json));
      const note = noteOf(arrival, answer, { cards, channel, isAnnouncement });
      const isDrawn = !isAnnouncement && showCard(event, job);
      const card = isDrawn ? { card: discordCard(object(arrival.json)) } : {};
      return { kind: 'taken', status, reply, type, note, beside: isAnnouncement, ...card };
    },
  };
}

interface Place {
  readonly cards: JobCards;
  readonly channel: DiscordChannel;
  readonly isAnnouncement: boolean;
}

/** Says what the request did to the channel. */
function noteOf(
  { method, event, job }: Arrival,
  { body = '' }: DiscordAnswer,
  { cards, channel, isAnnouncement }: Place,
): string {
  const { id } = JSON.parse(body) as { readonly id: string };
  const said = channel.posted.find((message) => message.id === id)?.said.at(-1) ?? '';
  const title = said.split('\n')[0]?.replaceAll(/\*\*|\\/g, '') ?? '';
  if (isAnnouncement) return cards.announced(title);
  return method === 'PATCH' ? cards.edited(id, { title, event }) : cards.posted(id, { job, title, event });
}

function invalid(faults: readonly string[]): Verdict {
  const reply = JSON.stringify({ message: 'Invalid Form Body', code: 50035, errors: { embeds: faults } });
  return { kind: 'refused', status: 400, reply, type, note: `invalid: ${faults.join(', ')}` };
}
