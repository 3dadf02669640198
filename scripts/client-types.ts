import { join } from 'node:path';
import * as prettier from 'prettier';

/** A built-in event type, of which a type of the client is made. */
export interface DescribedEventType {
  readonly type: string;
  readonly description: string;
  /** JSON Schema of the data. */
  readonly schema: Schema | null;
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

const ROOT = join(import.meta.dirname, '..');
export const CLIENT_TYPES = 'clients/node/src/webhook-event.ts';

/** Writes the types of webhooks for the client: an interface of each kind of data, and the types by name. */
export async function clientTypes(types: readonly DescribedEventType[]): Promise<string> {
  const named = new Map(types.map((type) => [type.type, dataName(type, types)]));
  const interfaces = [...new Set(named.values())].map((name) =>
    interfaceOf(
      name,
      types.filter(({ type }) => named.get(type) === name),
    ),
  );
  const text = `// Written by \`npm run openapi\` from the catalogue of event types; change that instead.
import type { VerifiedWebhook } from './verify-webhook.js';

${interfaces.join('\n\n')}

/** Data by event type. */
export interface WebhookData {
${types.map(({ type, description }) => `  /** ${description} */\n  readonly '${type}': ${named.get(type)!};`).join('\n')}
}

/** The event types that the gateway knows. */
export type WebhookEventType = keyof WebhookData;

/** A verified webhook of a known type. */
export interface WebhookOf<Type extends WebhookEventType> extends VerifiedWebhook<WebhookData[Type]> {
  readonly event: Type;
}

/** A verified webhook of any known type: \`switch (webhook.event)\` narrows its data. */
export type WebhookEvent = { [Type in WebhookEventType]: WebhookOf<Type> }[WebhookEventType];

const KNOWN: ReadonlySet<string> = new Set<WebhookEventType>([
${types.map(({ type }) => `  '${type}',`).join('\n')}
]);

/**
 * Tells whether a verified webhook is of a type that the gateway knows. Its data is as the type says unless the sender
 * broke the schema of the type; the gateway refuses such events where \`on_mismatch\` is \`reject\`.
 */
export function isWebhookEvent(webhook: { readonly event: string }): webhook is WebhookEvent {
  return KNOWN.has(webhook.event);
}
`;
  const style = await prettier.resolveConfig(join(ROOT, CLIENT_TYPES));
  return prettier.format(text, { ...style, parser: 'typescript' });
}

/** Types with one schema share one interface: that of all jobs is `JobData`, any other is named after the first of them. */
function dataName({ schema }: DescribedEventType, types: readonly DescribedEventType[]): string {
  const [first, ...others] = types.filter((one) => JSON.stringify(one.schema) === JSON.stringify(schema));
  const [topic = '', ...own] = first!.type.split(/[._]/);
  const words = topic === 'job' && others.length > 0 ? [topic] : own;
  return `${words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')}Data`;
}

/** @param types those with this data, one at least */
function interfaceOf(name: string, types: readonly DescribedEventType[]): string {
  const { type, schema } = types[0]!;
  const names = types.map((one) => `\`${one.type}\``).join(' and ');
  const about = name === 'JobData' ? 'Data of a job event.' : `Data of ${names}.`;
  const open = /^(action|webhook)\./.test(type) ? 'Later releases' : 'Senders';
  return `/** ${about} ${open} may add fields. */\nexport interface ${name} ${objectOf(schema ?? {})}`;
}

function objectOf({ properties = {}, required = [] }: Schema): string {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? '' : '?';
    return `/** ${schema.description ?? ''} */\nreadonly ${name}${mark}: ${typeOf(schema)};`;
  });
  return `{\n${fields.join('\n')}\nreadonly [field: string]: unknown;\n}`;
}

function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const types = [schema.type ?? []].flat().map((type) => {
    if (type === 'integer') return 'number';
    if (type === 'array') return `readonly ${schema.items ? typeOf(schema.items) : 'unknown'}[]`;
    return type === 'object' ? objectOf(schema) : type;
  });
  return types.length === 0 ? 'unknown' : [...new Set(types)].join(' | ');
}
