import type { EventType } from '../api/types.ts';
import { isReserved } from '../parts/own-events.ts';
import type { Tone } from '../parts/tone.ts';

/** The tones of messages in words, each with the colour that stands for it in the console. */
export const TONES: Readonly<Record<EventType['tone'], readonly [Tone, string]>> = {
  success: ['good', 'Success'],
  failure: ['bad', 'Failure'],
  warning: ['warn', 'Warning'],
  progress: ['accent', 'Progress'],
  neutral: ['calm', 'Neutral'],
};

/** The policies for data that contradicts the schema: a label, and the effect as a sentence. */
export const POLICIES: Readonly<Record<EventType['on_mismatch'], readonly [string, string]>> = {
  accept: ['Accept', 'Data is not checked. Every event is accepted.'],
  warn: ['Warn', 'The event is accepted, delivered and marked with the mismatch.'],
  reject: ['Reject', 'The event is refused with 422 and not stored. In a batch, only that event is refused.'],
};

export const SOURCES: Readonly<Record<EventType['source'], string>> = {
  builtin: 'Built-in',
  file: 'Config file',
  api: 'API',
};

/** Says where a type comes from, as a sentence. */
export function origin({ built_in: builtIn, source }: EventType): string {
  if (source === 'builtin') return 'Built-in.';
  const place = source === 'api' ? 'the API' : 'the config file';
  return builtIn ? `Built-in, changed by ${place}.` : `Added by ${place}.`;
}

/** The gateway's own event that subscriptions to * include. */
const TEST = 'webhook.test';

/** Tells whether a subscription to a pattern includes a type: `*` leaves out the gateway's own events but tests. */
export function subscribes(pattern: string, type: string): boolean {
  if (pattern === '*') return !isReserved(type) || type === TEST;
  return pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}

/** Filters types by words that stand in their name, headline or description, each in any case. */
export function found(types: readonly EventType[], words: string): readonly EventType[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return types.filter(({ type, headline, description }) => {
    const text = `${type} ${headline} ${description}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** Says what removing the API's entry brings back. */
export function beneath({ built_in: builtIn, overrides }: EventType): string {
  if (overrides.file.length > 0) return 'the config file';
  return builtIn ? 'the built-in type' : 'an unlisted type';
}

/** Shows a template in a list: the words of its last branch, with … for each output. */
export function plainHeadline(template: string): string {
  return template
    .replace(/\{%-?\s*if\b[^%]*%\}.*?\{%-?\s*else\s*-?%\}(.*?)\{%-?\s*endif\s*-?%\}/gs, '$1')
    .replace(/\{%.*?%\}/gs, '')
    .replace(/\{\{.*?\}\}/gs, '…');
}
