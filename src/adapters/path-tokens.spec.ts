import { describe, expect, it } from '@jest/globals';
import { maskGivenUrl, maskUrl } from './registry.js';

describe('the path of the URL of an application', () => {
  it.each([
    [
      'https://n8n.example.test/webhook/3f2504e0-4f89-11d3-9a0c-0305e82c3301',
      'https://n8n.example.test/webhook/3f25***',
    ],
    [
      'https://hooks.zapier.com/hooks/catch/1234567/b2fgh1x/',
      'https://hooks.zapier.com/hooks/catch/1234567/***/',
    ],
    ['https://hook.eu1.make.com/abcdefghijklmnopqrstuvwxyzabcdef', 'https://hook.eu1.make.com/abcd***'],
    [
      'https://maker.ifttt.com/trigger/done/with/key/dQw4w9',
      'https://maker.ifttt.com/trigger/done/with/key/***',
    ],
    ['https://webhook.site/00000000-1111-2222-3333-444444444444', 'https://webhook.site/0000***'],
    ['https://app.example.test/in/GJhFq3XcvKpZ2nW5tR8yB1mD?x=1', 'https://app.example.test/in/GJhF***?x=***'],
  ])('hides tokens but for their beginning: %s', (url, masked) => {
    expect(maskUrl('generic', url)).toBe(masked);
  });

  it.each([
    [
      'https://acme.webhook.office.com/webhookb2/3f2504e0-4f89-11d3-9a0c-0305e82c3301@x/IncomingWebhook/0123456789abcdef0123456789abcdef',
      'https://acme.webhook.office.com/***',
    ],
    ['https://api.telegram.org/bot123:abc/sendMessage', 'https://api.telegram.org/***'],
  ])('is hidden whole where the host is that of a chat: %s', (url, masked) => {
    expect(maskUrl('generic', url)).toBe(masked);
  });

  it.each([
    'https://your-app.com/webhooks/streamgank',
    'https://app.example.test/api/v2/webhooks/order-2024-notifications',
    'https://app.example.test/integrations/streamgank-production-eu-west-1/events',
    'https://app.example.test/accounts/123456789012/hooks',
    'https://app.example.test/receive_job_events_v2',
    'https://app.example.test/internationalization/characterization',
    'http://127.0.0.1:3000/hook',
  ])('stays where it is made of words and numbers: %s', (url) => {
    expect(maskUrl('generic', url)).toBe(url);
  });

  it('is shown whole to the caller who gave it, but for the values of its query', () => {
    const url = 'https://app.example.test/in/GJhFq3XcvKpZ2nW5tR8yB1mD';
    expect(maskGivenUrl('generic', `${url}?token=x`)).toBe(`${url}?token=***`);
    const slack = 'https://hooks.slack.com/services/T0/B0/SECRET';
    expect(maskGivenUrl('slack', slack)).toBe('https://hooks.slack.com/services/T0/***');
    expect(maskGivenUrl('generic', slack)).toBe('https://hooks.slack.com/services/T0/***');
  });
});
