import { describe, expect, it } from '@jest/globals';
import { adapterOf, ADAPTERS, maskUrl, recognise } from './registry.js';

const SLACK = 'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX';
const DISCORD = 'https://discord.com/api/webhooks/123456789/your-webhook-token';

const found = (raw: string): unknown => {
  const result = recognise(raw);
  return result.ok ? [result.adapter.type, result.url, result.onPlatform] : result.message;
};

describe('recognise', () => {
  it.each([
    [SLACK, 'slack', SLACK, true],
    [
      'https://hooks.slack.com/services/your/webhook',
      'slack',
      'https://hooks.slack.com/services/your/webhook',
      true,
    ],
    [SLACK.replace('slack.com', 'slack-gov.com'), 'slack', SLACK.replace('slack.com', 'slack-gov.com'), true],
    [SLACK.replace('https', 'http'), 'slack', SLACK, true],
    [` ${SLACK} `, 'slack', SLACK, true],
    [`slack+${SLACK}`, 'slack', SLACK, true],
    ['slack+https://chat.example.com/hooks/x', 'slack', 'https://chat.example.com/hooks/x', false],
    [DISCORD, 'discord', DISCORD, true],
    [`${DISCORD}?thread_id=5`, 'discord', `${DISCORD}?thread_id=5`, true],
    [`${DISCORD}/slack?thread_id=5`, 'discord', `${DISCORD}?thread_id=5`, true],
    [DISCORD.replace('/api/', '/api/v10/'), 'discord', DISCORD.replace('/api/', '/api/v10/'), true],
    [DISCORD.replace('discord', 'ptb.discord'), 'discord', DISCORD.replace('discord', 'ptb.discord'), true],
    [
      DISCORD.replace('discord', 'canary.discordapp'),
      'discord',
      DISCORD.replace('discord', 'canary.discordapp'),
      true,
    ],
    [
      'discord+http://127.0.0.1:4002/api/webhooks/1/t',
      'discord',
      'http://127.0.0.1:4002/api/webhooks/1/t',
      false,
    ],
    [
      'discord+http://127.0.0.1:4002/api/webhooks/1/t/slack',
      'discord',
      'http://127.0.0.1:4002/api/webhooks/1/t',
      false,
    ],
    ['DISCORD+http://127.0.0.1:4002/any', 'discord', 'http://127.0.0.1:4002/any', false],
    [
      'https://your-app.com/webhooks/streamgank',
      'generic',
      'https://your-app.com/webhooks/streamgank',
      false,
    ],
    ['http://localhost:3000/x?a=1#part', 'generic', 'http://localhost:3000/x?a=1', false],
    [`generic+${SLACK}`, 'generic', SLACK, false],
    [
      'https://evil.example/hooks.slack.com/services/a/b/c',
      'generic',
      'https://evil.example/hooks.slack.com/services/a/b/c',
      false,
    ],
    [
      'https://hooks.slack.com.evil.example/services/a',
      'generic',
      'https://hooks.slack.com.evil.example/services/a',
      false,
    ],
    ['https://notdiscord.com/api/webhooks/1/t', 'generic', 'https://notdiscord.com/api/webhooks/1/t', false],
  ])('takes %s for the adapter %s', (raw, type, url, onPlatform) => {
    expect(found(raw)).toEqual([type, url, onPlatform]);
  });

  it.each([
    ['https://hooks.slack.com/workflows/T0/A0/1/SECRET', /workflow/],
    ['https://hooks.slack.com/triggers/T0/1/SECRET', /triggers/],
    ['slack+https://hooks.slack.com/triggers/T0/1/SECRET', /triggers/],
    ['https://hooks.slack.com/SECRET', /services/],
    [`${DISCORD.replace('your-webhook-token', 'SECRET')}/github`, /github/],
    ['discord+http://127.0.0.1/api/webhooks/1/SECRET/github', /github/],
    ['https://discord.com/channels/SECRET', /api\/webhooks/],
    ['nobody+https://x.example/SECRET', /"nobody\+".*slack\+, .*generic\+/],
    ['https://user:SECRET@x.example/', /WEBHOOK_HEADERS=Authorization/],
    ['ftp://x.example/SECRET', /https:\/\//],
    ['generic+ftp://x.example/SECRET', /https:\/\//],
    ['SECRET', /https:\/\//],
    ['localhost:3000/SECRET', /https:\/\//],
    ['https://', /valid URL/],
    ['https://exa mple/SECRET', /valid URL/],
    ['', /https:\/\//],
  ])('refuses %s, and says why without repeating it', (raw, message) => {
    expect(found(raw)).toEqual(expect.stringMatching(message));
    expect(found(raw)).not.toEqual(expect.stringContaining('SECRET'));
  });
});

describe('maskUrl', () => {
  it.each([
    ['slack', SLACK, 'https://hooks.slack.com/services/T00000000/***'],
    ['slack', 'https://hooks.slack.com/services/your/webhook', 'https://hooks.slack.com/services/your/***'],
    ['slack', 'https://hooks.slack.com/services/SECRET', 'https://hooks.slack.com/***'],
    ['slack', 'https://chat.example.com/hooks/x?y=z', 'https://chat.example.com/***'],
    ['slack', `slack+${SLACK}`, 'https://hooks.slack.com/services/T00000000/***'],
    ['generic', SLACK, 'https://hooks.slack.com/services/T00000000/***'],
    ['discord', DISCORD, 'https://discord.com/api/webhooks/123456789/***'],
    [
      'discord',
      `${DISCORD}?thread_id=5&wait=true`,
      'https://discord.com/api/webhooks/123456789/***?thread_id=5',
    ],
    ['discord', 'http://127.0.0.1:4002/api/webhooks/1/t', 'http://127.0.0.1:4002/api/webhooks/1/***'],
    ['discord', 'http://127.0.0.1:4002/hook/t', 'http://127.0.0.1:4002/***'],
    [
      'generic',
      'https://u:p@x.example/a/b?token=s&k=v&bare#h',
      'https://***@x.example/a/b?token=***&k=***&***',
    ],
    ['generic', 'https://your-app.com/webhooks/streamgank', 'https://your-app.com/webhooks/streamgank'],
    ['nobody', 'https://x.example/secret', 'https://x.example/***'],
    ['generic', 'not a url', '***'],
  ])('masks with the adapter %s the URL %s', (type, url, masked) => {
    expect(maskUrl(type, url)).toBe(masked);
  });
});

describe('adapterOf', () => {
  it('finds each adapter by its type, and no other', () => {
    expect(ADAPTERS.map(({ type }) => adapterOf(type))).toEqual(ADAPTERS);
    expect(adapterOf('nobody')).toBeUndefined();
  });
});

describe('The adapters of people and of programs', () => {
  it('keep the order of a job by default where people read along, and not where programs do', () => {
    const orders = Object.fromEntries(ADAPTERS.map(({ type, ordering }) => [type, ordering]));
    expect(orders).toMatchObject({ slack: 'job', discord: 'job', generic: 'none' });
  });
});
