import * as fc from 'fast-check';
import type { Target } from '../../src/adapters/adapter.js';
import { BUILT_IN, eventTypeOf } from '../../src/adapters/catalogue/catalogue.js';
import { FILTERS } from '../../src/adapters/templates/filters/filters.js';
import { TONES, type EventType } from '../../src/modules/model/event-type.js';
import type { Links, MessageOptions } from '../../src/modules/model/message-options.js';
import type { ValueNames } from '../../src/modules/model/value-names.js';
import { NASTY } from './nasty-texts.js';

const PATHS = [
  'data',
  'data.error',
  'data.message',
  'data.status',
  'data.parameters',
  'data.parameters.country',
  'data.parameters.genre[0]',
  'data.video_url',
  'data.created_at',
  'data.processing_duration_ms',
  'data["__proto__"]',
  'data.extra.first',
  'event.type',
  'event.timestamp',
  'job.id',
  'endpoint.name',
  'links.job',
  'brand',
  'unknown.root',
] as const;

const path = fc.constantFrom(...PATHS);
/** Texts that templates hold as their own: the operator's, and yet no markup and no mention. */
const own = fc.oneof(
  fc.constantFrom('At ', ' · ', '**', '**bold**', '\n', '{{', '%}'),
  fc.constantFrom(...NASTY),
);
const quoted = own.map((text) => `"${text.replaceAll(/["\\]|[{%]}|\{[{%]/g, '')}"`);
const value = fc.oneof(
  { weight: 4, arbitrary: path },
  quoted,
  fc.constantFrom('1', '-7.5', 'true', 'nil', 'empty'),
);
const argument = fc.oneof(
  value,
  fc.constantFrom('"%Y-%m-%d"', '"short"', '"s"', '3', '", "', '"Europe/Berlin"'),
);

/** Filters with the number of arguments they take. */
const filter = fc
  .tuple(fc.constantFrom(...FILTERS), fc.array(argument, { minLength: 2, maxLength: 2 }), fc.nat({ max: 2 }))
  .map(
    ([
      {
        name,
        args: [least, most],
      },
      args,
      more,
    ]) => {
      const given = args.slice(0, Math.min(Math.max(least, more), most));
      return ` | ${name}${given.length > 0 ? `: ${given.join(', ')}` : ''}`;
    },
  );
const expression = fc
  .tuple(value, fc.array(filter, { maxLength: 3 }))
  .map(([first, filters]) => first + filters.join(''));
const condition = fc
  .tuple(value, fc.constantFrom('==', '!=', '<', '>', '<=', '>=', 'contains', 'and', 'or'), value)
  .map((parts) => parts.join(' '));

/** Templates made from the grammar, some of them faulty. */
const arbitraryTemplate: fc.Arbitrary<string> = fc.letrec<{ template: string; node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    own,
    expression.map((text) => `{{ ${text} }}`),
    fc
      .tuple(condition, tie('template'))
      .map(([test, body]) => `{% if ${test} %}${body}{% else %}-{% endif %}`),
    fc
      .tuple(path, tie('template'))
      .map(([list, body]) => `{% for x in ${list} limit: 9 %}{{ x }}${body}{% endfor %}`),
    fc.tuple(expression, tie('template')).map(([text, body]) => `{% assign a = ${text} %}{{ a }}${body}`),
    fc.constant('{% for i in (1..999) %}{% for j in (1..999) %}@here {% endfor %}{% endfor %}'),
  ),
  template: fc.array(tie('node'), { maxLength: 4 }).map((nodes) => nodes.join('')),
})).template;

const optional = fc.option(arbitraryTemplate, { freq: 2 });
const fieldName = fc.constantFrom(
  'error',
  'status',
  'extra',
  'country',
  'parameters',
  'progress',
  'no such',
  '__proto__',
);
const names = fc.array(fieldName, { maxLength: 4 });

/** Mentions of all platforms, and texts that look like one: an endpoint may have been of another kind before. */
export const MENTIONS: readonly (string | null)[] = [
  null,
  '<!here>',
  '<!channel>',
  '<@U0123ABCD>',
  '<!subteam^S0123ABCD>',
  '<@123456789012345678>',
  '<@&123456789012345678>',
  '@everyone',
  '<!everyone>',
  '<@U0123ABCD> <!channel>',
  '<@123456789012345678> @here',
  '@channel',
  '@ann.lee',
  '@ann_lee',
  'tg://user?id=42',
  '@room',
  '@ann:example.org',
  '<users/all>',
  '<users/123456789012345678901>',
  '@**all**',
  '@**Ann Lee**',
  '@*ops*',
  '<@all>',
  '<@personEmail:ann@example.com>',
];

const message: fc.Arbitrary<MessageOptions> = fc.record({
  detail: fc.constantFrom('compact', 'standard', 'full'),
  title: optional,
  subject: optional,
  body: optional,
  cause: optional,
  fields: fc.record({
    show: fc.option(names, { freq: 3 }),
    hide: names,
    order: names,
    labels: fc.dictionary(fieldName, own, { maxKeys: 3, noNullPrototype: true }),
  }),
  zone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'Mars/Olympus'),
  locale: fc.constantFrom('en', 'de', 'ar-EG', 'th-TH-u-ca-buddhist', 'no such locale'),
  actions: fc.constant(null),
  mentionOnFailure: fc.oneof(fc.constantFrom(...MENTIONS), fc.constantFrom(...NASTY)),
});

const links: fc.Arbitrary<Links> = fc.record({
  console: fc.constantFrom(null, 'https://hooks.example/base', 'http://localhost:3000'),
  job: fc.option(
    fc.oneof(
      fc.constantFrom(
        'https://studio.example/jobs/{{ job.id }}',
        '{{ data.video_url }}',
        'javascript:{{ data.error }}',
      ),
      arbitraryTemplate,
    ),
  ),
});

/** An entry that an operator wrote for a type, with templates in every text. */
function ownEntry(type: string): fc.Arbitrary<EventType> {
  return fc.record({
    type: fc.constant(type),
    headline: arbitraryTemplate,
    emoji: fc.constantFrom('', '✅', '👩🏽‍🚀', '@everyone'),
    tone: fc.constantFrom(...TONES),
    subject: fc.array(arbitraryTemplate, { maxLength: 4 }),
    facts: fc.array(arbitraryTemplate, { maxLength: 4 }),
    cause: optional,
    image: fc.option(fc.oneof(fc.constant('{{ data.video_url }}'), arbitraryTemplate)),
    actions: fc.array(
      fc.record({
        label: arbitraryTemplate,
        url: fc.oneof(
          fc.constantFrom('https://a.example/{{ data.error }}', '{{ data.video_url }}'),
          arbitraryTemplate,
        ),
        style: fc.constantFrom('primary' as const, 'danger' as const),
      }),
      { maxLength: 8 },
    ),
    ends: fc.boolean(),
    schema: fc.constant(null),
    onMismatch: fc.constant('warn' as const),
    description: fc.constant(''),
  });
}

/** The operator's names, as hostile as texts of events are. */
const valueNames: fc.Arbitrary<ValueNames> = fc.dictionary(
  fc.constantFrom('country', 'platform', 'genre', 'content_type'),
  fc.dictionary(fc.constantFrom('us', 'netflix', 'action', 'movies', '__proto__'), own, {
    maxKeys: 3,
    noNullPrototype: true,
  }),
  { maxKeys: 2, noNullPrototype: true },
);

/** The parts of an endpoint and of the catalogue that form an event's message, as operators could write it at their worst. */
export type Presentation = Pick<
  Target,
  'message' | 'links' | 'type' | 'names' | 'endpointName' | 'brand' | 'actionLinks'
>;

/** Actions of readers: up to all that a gateway can offer, with labels that an operator wrote at their worst. */
const actionLinks = fc.array(
  fc.record({
    name: fc.constant('retry'),
    label: fc.oneof(fc.constantFrom('Retry job', 'Mute 1 h'), fc.constantFrom(...NASTY)),
    url: fc
      .stringMatching(/^[A-Za-z0-9_-]{55}$/)
      .map((token) => `https://hooks.example/base/a/gwact_${token}`),
    style: fc.constantFrom('default', 'primary', 'danger'),
    place: fc.constantFrom('first', 'last'),
    byLink: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);

/** Makes presentations for an event type: half of them with the built-in entry of the catalogue. */
export function arbitraryPresentation(type: string): fc.Arbitrary<Presentation> {
  return fc.record(
    {
      message,
      links,
      names: valueNames,
      type: fc.oneof(fc.constant(eventTypeOf(BUILT_IN, type)), ownEntry(type)),
      actionLinks,
      endpointName: fc.oneof(fc.constant('webhook_1'), fc.constantFrom(...NASTY)),
      brand: fc.oneof(fc.constant('StreamGank'), fc.constantFrom(...NASTY)),
    },
    { requiredKeys: ['message', 'links', 'names', 'type', 'endpointName', 'brand'] },
  );
}
