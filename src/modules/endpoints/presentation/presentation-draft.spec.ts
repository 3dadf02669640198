import { describe, expect, it } from '@jest/globals';
import { discord } from '../../../adapters/discord/discord.adapter.js';
import { generic } from '../../../adapters/generic/generic.adapter.js';
import { slack } from '../../../adapters/slack/slack.adapter.js';
import type { Definition } from '../definitions/definition.js';
import { presentationOf } from './presentation-draft.js';
import { withoutFaultyTemplates } from './presentation-previews.service.js';

const stored = (adapter: string, settings: Definition['settings']): Definition => ({
  adapter,
  settings,
  secrets: { url: 'https://app.example.test/hook' },
});
const around = { headers: {}, brand: 'StreamGank' };

describe('The presentation of a changed endpoint', () => {
  it('keeps texts when the target becomes another kind, and drops the mention', () => {
    const base = stored('slack', { message: { title: 'Film', mention_on_failure: '<!here>' } });
    const { settings, faults } = presentationOf({}, base, { ...around, adapter: discord });
    expect({ settings, faults }).toEqual({
      settings: { message: { title: 'Film' }, payload: null },
      faults: [],
    });
  });

  it('drops the payload tree when the target becomes a chat', () => {
    const base = stored('generic', { payload: { body: { a: 1 } } });
    expect(presentationOf({}, base, { ...around, adapter: slack })).toMatchObject({
      settings: { payload: null },
      faults: [],
    });
    expect(presentationOf({}, base, { ...around, adapter: generic })).toMatchObject({
      settings: { payload: { body: { a: 1 } } },
    });
  });

  it.each([
    [slack, '<!here>', true],
    [slack, '<@U0123ABCD>', true],
    [slack, '<!subteam^S0123ABCD>', true],
    [slack, '<!everyone>', false],
    [slack, '<!here> <!channel>', false],
    [slack, '<@&123456789012345678>', false],
    [discord, '<@123456789012345678>', true],
    [discord, '<@&123456789012345678>', true],
    [discord, '@everyone', false],
    [discord, '<!here>', false],
    [generic, '<!here>', false],
  ])('takes a mention only as its target writes one (case %#)', (adapter, mention, isAccepted) => {
    const { faults } = presentationOf({ message: { mention_on_failure: mention } }, null, {
      ...around,
      adapter,
    });
    expect(faults.map(({ field }) => field)).toEqual(isAccepted ? [] : ['message.mention_on_failure']);
  });
});

describe('withoutFaultyTemplates', () => {
  it('takes out the templates that cannot be used and keeps everything else', () => {
    const request = {
      message: { title: '{{ data.x', subject: '{{ data.y }}' },
      payload: { headers: { 'X-A': '{{', 'X-B': 'b' }, body: { a: '{{ data.x }}' } },
    };
    const { request: usable, faults } = withoutFaultyTemplates(request);
    expect(faults.map(({ field }) => field)).toEqual(['message.title', 'payload.headers.X-A']);
    expect(usable).toEqual({
      message: { title: null, subject: '{{ data.y }}' },
      payload: { headers: { 'X-B': 'b' }, body: { a: '{{ data.x }}' } },
    });
  });

  it('tells for each template what stands in its place', () => {
    const headers = { 'X-A': '{{' };
    const notes = (request: object) =>
      withoutFaultyTemplates(request).notes.map((note) => note.split('. ').at(-1));
    expect(notes({ message: { title: '{{ data.x' } })).toEqual(['Built-in text is shown in its place.']);
    expect(notes({ payload: { headers, body: {} } })).toEqual(['The header is left out.']);
    expect(notes({ payload: { body: '{% nothing %}' } })).toEqual([
      'The gateway payload is shown in its place.',
    ]);
  });

  it('takes a payload out whose body cannot be used', () => {
    const { request, faults } = withoutFaultyTemplates({ payload: { body: ['{% nothing %}'] } });
    expect({ request, fields: faults.map(({ field }) => field) }).toEqual({
      request: { payload: 'gateway' },
      fields: ['payload.body[0]'],
    });
  });
});
