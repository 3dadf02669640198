import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import { DEFAULT_MESSAGE, type MessageOptions } from '../../modules/model/message-options.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { maskUrl, recognise } from '../registry.js';
import { SAMPLES } from '../samples.js';
import { teams } from './teams.adapter.js';
import type { TeamsMessage } from './teams-message.js';
import { markdown } from './teams-text.js';

const HOST = 'https://default0a1b.07.environment.api.powerplatform.com';
const PATH = '/powerautomate/automations/direct/workflows/0123456789abcdef/triggers/manual/paths/invoke';
const QUERY = '?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=AbC_dEf-123456789';
const FLOW = `${HOST}${PATH}${QUERY}`;
const [COMPLETED, FAILED] = [SAMPLES[0]!.event, SAMPLES[1]!.event];

function messageFor(event: GatewayEvent, message: Partial<MessageOptions> = {}): TeamsMessage {
  const type = eventTypeOf(BUILT_IN, event.type);
  const links = { console: 'https://hooks.example.test', job: null };
  const target = aTarget({ url: FLOW, type, links, message: { ...DEFAULT_MESSAGE, ...message } });
  return JSON.parse(teams.format(event, target).body) as TeamsMessage;
}

const cardFor = (...given: Parameters<typeof messageFor>) => messageFor(...given).attachments[0].content;

describe('An address of Teams', () => {
  it.each([
    [FLOW, FLOW],
    [FLOW.replace('.com/', '.com:443/'), FLOW],
    [FLOW.replace('/direct/', '/direct/cu/07/'), FLOW.replace('/direct/', '/direct/cu/07/')],
    [FLOW.replace('https', 'http'), FLOW],
  ])('is taken, its query kept as it is: %s', (raw, url) => {
    expect(recognise(raw)).toMatchObject({ ok: true, adapter: { type: 'teams' }, url, onPlatform: true });
  });

  it.each([
    [FLOW.replace(/&sig=.*/, ''), 'has no signature (sig)'],
    [`${HOST}/powerautomate/environments/x`, 'not the address of a Workflow'],
    ['https://acme.webhook.office.com/webhookb2/x/IncomingWebhook/y/z', 'retired'],
    ['https://teams.microsoft.com/l/channel/x', 'page of Microsoft Teams'],
  ])('is refused with the reason: %s', (raw, words) => {
    expect(recognise(raw)).toEqual({ ok: false, message: expect.stringContaining(words) });
  });

  it('is that of an application, with a warning, on Logic Apps without teams+', () => {
    const url = `https://prod-01.westeurope.logic.azure.com${PATH.replace('/powerautomate/automations/direct', '')}${QUERY}`;
    expect(recognise(url)).toMatchObject({
      adapter: { type: 'generic' },
      warnings: [expect.stringContaining('teams+')],
    });
    expect(recognise(`teams+${url}`)).toMatchObject({ adapter: { type: 'teams' }, url });
  });

  it('shows the beginning of the flow, and hides the signature', () => {
    expect(maskUrl('teams', FLOW)).toBe(
      `${HOST}${PATH.replace('0123456789abcdef', '012345***')}${QUERY.replace(/sig=.*/, 'sig=***')}`,
    );
  });

  it('is named where the endpoint is for another chat', () => {
    expect(recognise(`slack+${FLOW}`)).toMatchObject({
      warnings: [expect.stringContaining('an address of Microsoft Teams')],
    });
    expect(recognise(`generic+${FLOW}`)).toMatchObject({ warnings: [] });
  });
});

describe('A card for Teams', () => {
  it('says in the colour of the outcome what happened and which job, as a link', () => {
    const [title] = cardFor(FAILED).body;
    expect(title).toMatchObject({ type: 'Container', style: 'attention' });
    const [mark, headline, subject] = (title as { items: { inlines: object[] }[] }).items[0]!.inlines;
    expect([mark, headline]).toMatchObject([{ text: '❌ ' }, { text: 'Render failed: ' }]);
    expect(subject).toMatchObject({
      text: expect.stringMatching(/^Netflix/),
      selectAction: { url: expect.stringContaining('/jobs/job_') },
    });
    expect(cardFor(COMPLETED).body[0]).toMatchObject({ style: 'good' });
  });

  it('names the zone of its times', () => {
    const last = (zone: string) => JSON.stringify(cardFor(COMPLETED, { zone }).body.at(-1));
    expect(last('UTC')).toContain('12:05\u{a0}PM');
    expect(last('UTC')).toContain('"text":" UTC"');
    expect(last('Europe/Berlin')).toContain('1:05\u{a0}PM');
    expect(last('Europe/Berlin')).toContain('"text":" Europe/Berlin"');
  });

  it('shows the text of banners where the card cannot be shown', () => {
    const { summary, attachments } = messageFor(FAILED);
    expect(summary).toMatch(/^❌ Render failed: .* — Creatomate API error/);
    expect(attachments[0].content.fallbackText).toBe(summary);
  });

  it('keeps the lines of an error, and their indents', () => {
    const data = JSON.stringify({ error: 'Crash\nhere:\n  at a (b.ts)' });
    const { body } = cardFor({ ...FAILED, data }, { detail: 'standard' });
    const box = body.find((element) => JSON.stringify(element).includes('b.ts'));
    expect(
      (box as { items: { inlines: { text: string }[] }[] }).items.map(({ inlines }) => inlines[0]!.text),
    ).toEqual(['here:', '\u{a0}\u{a0}at a (b.ts)']);
  });

  it('breaks what Adaptive Cards would read as a function', () => {
    const data = JSON.stringify({ error: '{{{DATE(2024-01-01T00:00:00Z)}}}' });
    for (const detail of ['compact', 'full'] as const)
      expect(JSON.stringify(messageFor({ ...FAILED, data }, { detail }))).not.toContain('{{');
  });

  it.each([
    ['*a* _b_ [c](https://x.example)', String.raw`\*a\* \_b\_ \[c\](https:​//x.example)`],
    ['- item', '\u{200b}- item'],
    ['1. item', '1\u{200b}. item'],
    ['# head', '\u{200b}# head'],
    ['two\nlines', 'two lines'],
    ['job-1 #2', 'job-1 #2'],
  ])('escapes %j in a fact', (text, escaped) => {
    expect(markdown(text, 100)).toBe(escaped);
  });
});
