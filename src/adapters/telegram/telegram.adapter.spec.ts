import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import { DEFAULT_MESSAGE } from '../../modules/model/message-options.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { maskUrl, recognise } from '../registry.js';
import { SAMPLES } from '../samples.js';
import { telegram } from './telegram.adapter.js';
import { shownLength } from './telegram-html.js';
import type { TelegramMessage } from './telegram-message.js';
import type { TelegramOptions } from './telegram-options.js';

const TOKEN = '123456789:AAEexampleTokenOfABot_0123456789abc';
const URL_OF_BOT = `https://api.telegram.org/bot${TOKEN}/sendMessage`;
const CHAT = { chatId: '-1001234567890', localTimes: true };
const FAILED = SAMPLES[1]!.event;

function requestFor(event: GatewayEvent, options: Partial<TelegramOptions> = {}, url = URL_OF_BOT) {
  const type = eventTypeOf(BUILT_IN, event.type);
  const message = { ...DEFAULT_MESSAGE, mentionOnFailure: '@on_call' };
  return telegram.format(event, aTarget({ url, type, message, options: { ...CHAT, ...options } }));
}

const messageFor = (event: GatewayEvent, options: Partial<TelegramOptions> = {}): TelegramMessage =>
  JSON.parse(requestFor(event, options).body) as TelegramMessage;
const withError = (error: string): GatewayEvent => ({ ...FAILED, data: JSON.stringify({ error }) });
const conflictsOf = (url: string, options: Partial<TelegramOptions> = {}) =>
  telegram.conflicts!(new URL(url), { ...telegram.fromUrl!(new URL(url)), ...options }).map(
    ({ option }) => option,
  );

describe('A Telegram address', () => {
  it.each([
    [`${URL_OF_BOT}?chat_id=42`, `${URL_OF_BOT}?chat_id=42`],
    [`https://api.telegram.org/bot${TOKEN}?chat_id=42`, `${URL_OF_BOT}?chat_id=42`],
    [`http://api.telegram.org/bot${TOKEN}/sendMessage`, URL_OF_BOT],
    [`${URL_OF_BOT}?chat_id=42&text=hi&message_thread_id=7`, `${URL_OF_BOT}?chat_id=42&message_thread_id=7`],
    ['https://api.telegram.org/', 'https://api.telegram.org/'],
    [
      `telegram+http://127.0.0.1:8081/api/bot${TOKEN}/sendMessage`,
      `http://127.0.0.1:8081/api/bot${TOKEN}/sendMessage`,
    ],
  ])('is taken: %s', (raw, url) => {
    expect(recognise(raw)).toMatchObject({ ok: true, adapter: { type: 'telegram' }, url });
  });

  it.each([
    [`https://api.telegram.org/bot${TOKEN}/getUpdates`, 'another method'],
    ['https://api.telegram.org/bot123', 'not complete'],
    ['https://t.me/some_channel', 'link to a Telegram chat'],
    ['telegram+https://bots.example.test/hook', 'not complete'],
  ])('is refused with the reason: %s', (raw, words) => {
    expect(recognise(raw)).toEqual({ ok: false, message: expect.stringContaining(words) });
  });

  it('warns of what is left out of the query', () => {
    expect(recognise(`${URL_OF_BOT}?chat_id=1&text=hi`)).toMatchObject({
      warnings: ['Left out of the URL: text. The gateway writes the message itself.'],
    });
  });

  it('shows the bot and the chat, and hides the token', () => {
    const shown = 'https://api.telegram.org/bot123456789:***/sendMessage?chat_id=-100';
    expect(maskUrl('telegram', `${URL_OF_BOT}?chat_id=-100`)).toBe(shown);
  });

  it('gives options, which those given beside it replace', () => {
    expect(telegram.fromUrl!(new URL(`${URL_OF_BOT}?chat_id=42&message_thread_id=7`))).toEqual({
      chatId: '42',
      threadId: '7',
      localTimes: true,
    });
    expect(telegram.fromUrl!(new URL('http://127.0.0.1/'))).toEqual({ localTimes: false });
  });

  it('needs a chat and a token, in the URL or in the options', () => {
    expect(conflictsOf(`${URL_OF_BOT}?chat_id=42`)).toEqual([]);
    expect(conflictsOf(URL_OF_BOT)).toEqual(['chatId']);
    expect(conflictsOf('https://api.telegram.org/?chat_id=42')).toEqual(['token']);
    expect(conflictsOf('https://api.telegram.org/', { chatId: '42', token: TOKEN })).toEqual([]);
  });

  it('contradicts options that say otherwise', () => {
    expect(conflictsOf(`${URL_OF_BOT}?chat_id=42`, { chatId: '43' })).toEqual(['chatId']);
    expect(conflictsOf(`${URL_OF_BOT}?chat_id=42`, { token: `${TOKEN}x` })).toEqual(['token']);
    expect(conflictsOf(`${URL_OF_BOT}?chat_id=42`, { chatId: '42', token: TOKEN })).toEqual([]);
  });
});

describe('A Telegram message', () => {
  it('goes to the method of the bot, with the token of the options where the URL has none', () => {
    expect(requestFor(FAILED).url).toBe(URL_OF_BOT);
    expect(requestFor(FAILED, { token: TOKEN }, 'https://api.telegram.org/?chat_id=1').url).toBe(URL_OF_BOT);
  });

  it('names chat and topic as numbers', () => {
    const expected = { chat_id: -1001234567890, message_thread_id: 7 };
    expect(messageFor(FAILED, { threadId: '7' })).toMatchObject(expected);
    expect(messageFor(FAILED, { chatId: '@channel' })).toMatchObject({ chat_id: '@channel' });
  });

  it('says what happened, which job and why, and mentions the one that the endpoint names', () => {
    const [title, cause] = messageFor(FAILED).text.split('\n');
    expect(title).toMatch(/^❌ <b>Render failed: Netflix\xa0· .*<\/b> @on_call$/u);
    expect(cause).toBe(
      '<blockquote>Creatomate API error: 422 — template &quot;auto&quot; needs 3 posters</blockquote>'.replace(
        /^<blockquote>(.*?:)/,
        '<blockquote><b>$1</b>',
      ),
    );
  });

  it('pings nobody in a message that is no failure', () => {
    expect(messageFor(SAMPLES[0]!.event).text).not.toContain('@');
  });

  it('keeps Telegram from making mentions, links and commands of foreign text', () => {
    const { text } = messageFor(withError('@admin #tag /start https://evil.example <b>x</b> &amp;'));
    expect(text).toContain(
      '@\u200badmin #\u200btag /\u200bstart https:\u200b//evil.example &lt;b&gt;x&lt;/b&gt; &amp;amp;',
    );
  });

  it('shows times in the zone of the reader where the server knows how', () => {
    expect(messageFor(FAILED).text).toMatch(/<tg-time unix="\d+" format="dt">[^<]+<\/tg-time>/);
    expect(messageFor(FAILED, { localTimes: false }).text).not.toContain('tg-time');
  });

  it.each([
    [undefined, false, false],
    ['except_failures', false, true],
    ['always', true, true],
  ] as const)('makes no sound as the option silent says: %s', (silent, ofFailure, ofSuccess) => {
    const options = silent ? { silent } : {};
    const isSilent = (event: GatewayEvent) => messageFor(event, options).disable_notification === true;
    expect([isSilent(FAILED), isSilent(SAMPLES[0]!.event)]).toEqual([ofFailure, ofSuccess]);
  });

  it('counts its length without markup', () => {
    expect(shownLength('<b>a&lt;b</b>')).toBe(3);
  });

  it('has no button to a host that Telegram would refuse', () => {
    const links = { console: 'http://localhost:3000', job: null };
    const type = eventTypeOf(BUILT_IN, FAILED.type);
    const { body } = telegram.format(FAILED, aTarget({ url: URL_OF_BOT, type, links, options: CHAT }));
    expect(JSON.parse(body)).not.toHaveProperty('reply_markup');
  });
});

describe('Native buttons in Telegram', () => {
  const REFERENCE = `gwbtn_${'A'.repeat(55)}`;
  const actionLinks = [
    {
      name: 'retry',
      label: 'Retry job',
      url: '',
      button: REFERENCE,
      style: 'default',
      place: 'first',
      byLink: true,
    },
  ] as const;

  it('stand in a row with links, also where a button is all that a compact message offers', () => {
    for (const detail of ['compact', 'standard', 'full'] as const) {
      const target = aTarget({
        url: URL_OF_BOT,
        type: eventTypeOf(BUILT_IN, FAILED.type),
        message: { ...DEFAULT_MESSAGE, detail },
        options: { ...CHAT, nativeButtons: true },
        actionLinks,
      });
      const { body } = telegram.format(FAILED, target);
      const { text, reply_markup: markup } = JSON.parse(body) as TelegramMessage;
      expect(markup!.inline_keyboard[0]![0]).toEqual({ text: 'Retry job', callback_data: REFERENCE });
      expect(text).not.toContain('gwbtn_');
      expect(telegram.usage(body)).toContainEqual({ name: 'callbackData', used: 61, max: 64 });
    }
  });

  const { rights, source, isChatOf } = telegram.buttons!;
  it('may be pressed by everybody in the chat, or by those that are named', () => {
    expect(rights({})).toBeNull();
    expect(rights({ nativeButtons: true })).toEqual({ users: null });
    expect(rights({ nativeButtons: true, buttonUsers: '1 , 22,333' })).toEqual({ users: ['1', '22', '333'] });
  });

  it('are heard at the bot, whether its token is in the URL or an option', () => {
    const heard = { base: `https://api.telegram.org/bot${TOKEN}/`, token: TOKEN };
    expect(source(`${URL_OF_BOT}?chat_id=1`, {})).toEqual(heard);
    expect(source('https://api.telegram.org/?chat_id=1', { token: TOKEN })).toEqual(heard);
  });

  it('are of the chat that the endpoint posts to, by its id or its public name', () => {
    const of = (chatId: string, id: string, name: string | null) => isChatOf({ chatId }, { id, name });
    expect([of('-1', '-1', null), of('@Jobs', '-1', 'jobs')]).toEqual([true, true]);
    expect([of('-1', '-10', null), of('@jobs', '-1', null), of('@jobs', '-1', 'jobs2')]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
