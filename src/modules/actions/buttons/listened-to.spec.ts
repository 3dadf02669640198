import { describe, expect, it } from '@jest/globals';
import { anEndpoint } from '../../../../test/support/an-endpoint.js';
import type { Endpoint } from '../../model/endpoint.js';
import { listenedTo } from './listened-to.js';

const bot = (n: number, more: Partial<Endpoint> = {}): Endpoint =>
  anEndpoint({
    adapter: 'telegram',
    url: `https://api.telegram.org/bot12345678${n}:AAEexampleTokenOfABot_0123456789abc/sendMessage?chat_id=-1`,
    options: { chatId: '-1', nativeButtons: true },
    trusted: false,
    ...more,
  });
const app = (appToken?: string): Endpoint =>
  anEndpoint({
    adapter: 'slack-bot',
    url: 'https://slack.com/api/chat.postMessage?channel=C0123ABCD',
    options: { token: 'xoxb-1', channel: 'C0123ABCD', nativeButtons: true, appToken },
  });
const ids = (...endpoints: Endpoint[]): string[] => [...listenedTo(endpoints).keys()];

describe('What is listened to for buttons', () => {
  it('is each bot once, with all endpoints that post by it', () => {
    const [one, two, other] = [bot(1), bot(1, { options: { chatId: '-2', nativeButtons: true } }), bot(2)];
    const all = [...listenedTo([one, two, other, app('xapp-1')]).values()];
    expect(all.map(({ adapter, endpoints }) => [adapter, endpoints.length])).toEqual([
      ['telegram', 2],
      ['telegram', 1],
      ['slack-bot', 1],
    ]);
    expect(all[0]!.target).toMatchObject({
      by: 'long-polling',
      base: 'https://api.telegram.org/bot123456781:AAEexampleTokenOfABot_0123456789abc/',
    });
  });

  it('is nothing of endpoints whose actions are links, or whose token cannot be read', () => {
    const links = bot(1, { options: { chatId: '-1' } });
    expect(
      ids(links, anEndpoint({ adapter: 'discord' }), anEndpoint({ adapter: 'generic' }), app(undefined)),
    ).toEqual([]);
  });

  it('is trusted where the operator’s own configuration names the bot', () => {
    const trustedOf = (...endpoints: Endpoint[]) => [...listenedTo(endpoints).values()][0]!.target.trusted;
    expect([trustedOf(bot(1)), trustedOf(bot(1), bot(1, { trusted: true }))]).toEqual([false, true]);
  });

  it('goes on as it is when other parts of an endpoint change, and begins anew with its address, token or certificates', () => {
    const before = ids(bot(1));
    expect(ids(bot(1, { name: 'renamed', pausedAt: 1 }))).toEqual(before);
    const tls = { ca: 'PEM', cert: null, key: null, passphrase: null };
    for (const changed of [ids(bot(2)), ids(bot(1, { trusted: true })), ids(bot(1, { tls }))])
      expect(changed).not.toEqual(before);
  });

  it('has keys that tell nothing of tokens', () => {
    const [one] = listenedTo([app('xapp-1-secret')]).values();
    expect(one!.target.key).toMatch(/^[0-9a-f]{32}$/);
  });
});
