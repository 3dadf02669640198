import { discordCard } from './discord-card.ts';
import { messageFaults } from './message-faults.ts';
import type { Habits, Verdict } from './receiver.ts';
import { object } from './shape.ts';

const type = 'application/json';

/** Answers as Discord's webhooks do: 204, with `?wait=true` 200 and the message, or error 50035 with 400. */
export async function discord(showCard: (event: string) => boolean): Promise<Habits> {
  const faultsOf = await messageFaults('discord');
  let lastId = 1_200_000_000_000_000_000n;
  return {
    name: 'Discord',
    adapter: 'discord+',
    path: '/api/webhooks/1/token',
    signed: false,
    judge: ({ body, json, headers, query }): Verdict => {
      const message = object(json);
      const faults = faultsOf(body);
      if (faults.length > 0) return invalid(faults);
      const card = showCard(String(headers['x-streamgank-event'])) ? { card: discordCard(message) } : {};
      const taken = { kind: 'taken', type, note: 'posted, embed valid', ...card } as const;
      if (query.get('wait') !== 'true') return { ...taken, status: 204, reply: '' };
      lastId += 1n;
      return {
        ...taken,
        status: 200,
        reply: JSON.stringify({ id: String(lastId), channel_id: '1', ...message }),
      };
    },
  };
}

function invalid(faults: readonly string[]): Verdict {
  const reply = JSON.stringify({ message: 'Invalid Form Body', code: 50035, errors: { embeds: faults } });
  return { kind: 'refused', status: 400, reply, type, note: `invalid: ${faults.join(', ')}` };
}
