import { withParts } from './generated-parts.ts';

/** An event type as `node dist/describe.js event-types` writes it. */
export interface DocumentedEventType {
  readonly type: string;
  readonly headline: string;
  readonly emoji: string;
  readonly ends: boolean;
  readonly description: string;
  readonly schema: DataSchema | null;
}

interface DataSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, DataSchema>>;
}

export const EVENT_DOCS = 'docs/events.md';

/** The page of event types: what stands between `<!-- events: … -->` and `<!-- /events -->` is made of the catalogue. */
export async function eventDocs(types: readonly DocumentedEventType[]): Promise<string> {
  const parts: Readonly<Record<string, string>> = {
    types: typesTable(types),
    job: dataTable(types.find(({ type }) => type === 'job.completed')!.schema),
    system: types
      .filter(({ type }) => /^(action|webhook)\./.test(type))
      .map((type) => `### \`${type.type}\`\n\n${type.description}\n\n${dataTable(type.schema)}`)
      .join('\n\n'),
  };
  const blocks = Object.entries(parts).map(([name, part]) => [name, `\n\n${part}\n\n`]);
  return withParts(EVENT_DOCS, 'events', Object.fromEntries(blocks));
}

function typesTable(types: readonly DocumentedEventType[]): string {
  const rows = types.map(({ type, emoji, headline, ends, description }) => {
    const title = headline.includes('{%') ? plainHeadline(headline) : headline;
    return `| \`${type}\` | ${emoji} ${title} | ${ends ? 'yes' : ''} | ${description} |`;
  });
  return ['| type | title | ends the job | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** Of a headline with a choice the last branch, which holds in the usual case. */
function plainHeadline(headline: string): string {
  return /\{% else %\}([^{]*)\{% endif %\}/.exec(headline)?.[1] ?? headline;
}

function dataTable(schema: DataSchema | null): string {
  const rows = fieldsOf(schema ?? {}).map(
    ({ path, required, field }) =>
      `| \`${path}\` | ${typeOf(field)} | ${required ? 'yes' : ''} | ${field.description ?? ''} |`,
  );
  return ['| field of `data` | type | required | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function fieldsOf(
  { properties = {}, required = [] }: DataSchema,
  prefix = '',
): { path: string; required: boolean; field: DataSchema }[] {
  return Object.entries(properties).flatMap(([name, field]) => [
    { path: prefix + name, required: required.includes(name), field },
    ...fieldsOf(field, `${prefix}${name}.`),
  ]);
}

function typeOf({ type, enum: words }: DataSchema): string {
  if (words) return words.map((word) => `\`${String(word)}\``).join(', ');
  return [type ?? 'any'].flat().join(', ');
}
