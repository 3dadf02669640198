import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import { DEFAULT_MESSAGE } from '../../modules/model/message-options.js';
import type { Banner, Conversation, Target } from '../adapter.js';
import { BUILT_IN, eventTypeOf } from '../catalogue/catalogue.js';
import { adapterOf } from '../registry.js';
import { SAMPLES } from '../samples.js';
import { bannerOf } from './banner.js';

const TITLE = '❌ Render failed: Netflix\u{a0}· Action Movies\u{a0}· 🇺🇸 US';
const WHY = 'Creatomate API error: 422 — template "auto" needs 3 posters';
/** The same where the title is a field of its own: on one line, with plain spaces. */
const LINE = TITLE.replaceAll('\u{a0}', ' ');
const FACTS = 'At Rendering video (60%)\u{a0}· 3 retries';
const OPTIONS: Readonly<Record<string, object>> = {
  email: { from: 'jobs@example.test', to: 'ana@example.test', subjectPrefix: '[Jobs]' },
  zulip: { channel: 'video', topic: 'renders' },
};

function bannerFor(type: string, event: string, overrides: Partial<Target> = {}): Banner | null {
  const adapter = adapterOf(type)!;
  const sample = SAMPLES.find((one) => one.event.type === event)!;
  const options = Object.assign(new adapter.Options(), OPTIONS[type], overrides.options);
  const target = aTarget({ type: eventTypeOf(BUILT_IN, event), ...overrides, options });
  return adapter.format(sample.event, target).banner ?? null;
}

const talking = (as: Conversation['as']): Partial<Target> => ({
  conversation: {
    as,
    ref: { id: '1', message_id: '1', channel: 'C', ts: '1', chat_id: '1', event_id: '$1' },
    timeline: [],
  },
});

/** Banners of a failed job as the devices of each platform show them. */
const SHOWN: Readonly<Record<string, Banner | null>> = {
  slack: { title: null, text: `${TITLE} — ${WHY}` },
  'slack-bot': { title: null, text: `${TITLE} — ${WHY}` },
  discord: { title: null, text: TITLE },
  teams: { title: null, text: 'Sent a card' },
  telegram: { title: null, text: `${TITLE}\n${WHY}\n${FACTS}` },
  ntfy: {
    title: LINE,
    text: expect.stringMatching(/^Creatomate API error: 422 — .*\nAt Rendering/) as never,
  },
  gotify: { title: LINE, text: `${WHY}\n${FACTS}` },
  'google-chat': { title: null, text: `${TITLE} — ${WHY}` },
  pushover: { title: LINE, text: `${WHY}\n${FACTS}` },
  mattermost: { title: null, text: TITLE },
  rocketchat: { title: null, text: TITLE },
  matrix: { title: null, text: `${TITLE}\n${WHY}\n${FACTS}` },
  zulip: { title: '#video > renders', text: `${TITLE}\n${WHY}\n${FACTS}` },
  webex: { title: null, text: `${TITLE}\n${WHY}\n${FACTS}` },
  pagerduty: { title: null, text: `${TITLE.slice(2)} – ${WHY}` },
  opsgenie: { title: null, text: `${TITLE.slice(2)} – ${WHY}` },
  email: { title: `[Jobs] ${LINE}`, text: `${WHY} · ${FACTS}`.replaceAll('\u{a0}', ' ') },
  generic: null,
  cloudevents: null,
  github: null,
};

describe('The banner of a failed job', () => {
  it.each(Object.entries(SHOWN))('is what devices show of the message of %s', (type, shown) => {
    expect(bannerFor(type, 'job.failed')).toEqual(shown);
  });

  it('is the mention alone where a platform shows the text that pings', () => {
    const mention = { ...DEFAULT_MESSAGE, mentionOnFailure: '<@&123456789012345678>' };
    expect(bannerFor('discord', 'job.failed', { message: mention })).toEqual({ title: null, text: '@role' });
    const all = { ...DEFAULT_MESSAGE, mentionOnFailure: '<users/all>' };
    expect(bannerFor('google-chat', 'job.failed', { message: all })).toEqual({ title: null, text: '@all' });
  });
});

describe('A banner', () => {
  it.each(['slack-bot', 'discord', 'telegram', 'matrix', 'zulip', 'webex'])(
    'is not shown of an edit, and is the short message of an announcement (%s)',
    (type) => {
      expect(bannerFor(type, 'job.failed', talking('edit'))).toBeNull();
      const { text } = bannerFor(type, 'job.failed', talking('announce'))!;
      expect(text).toContain(TITLE);
      expect(text).toContain(WHY);
      expect(text).not.toContain(FACTS);
    },
  );

  it('is not shown of notices and of what an on-call tool is not told', () => {
    expect(bannerFor('matrix', 'job.completed')).toBeNull();
    expect(bannerFor('pagerduty', 'job.script_completed')).toBeNull();
    expect(bannerFor('opsgenie', 'job.completed')).toBeNull();
  });

  it('has no characters of no width, no empty lines, and as much text as a phone shows', () => {
    expect(bannerOf(`a\u200bb\n\n\nc${'d'.repeat(500)}`)!.text).toMatch(/^ab\ncd{230,240}…$/);
    expect(bannerOf(' ', 'Title')).toEqual({ title: null, text: 'Title' });
    expect(bannerOf('\u200b')).toBeNull();
  });
});
