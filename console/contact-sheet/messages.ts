import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ADAPTERS as Adapters } from '../../src/adapters/registry.ts';
import type { SAMPLES as Samples } from '../../src/adapters/samples.ts';
import type { BUILT_IN as BuiltIn } from '../../src/adapters/catalogue/catalogue.ts';
import type { DEFAULT_MESSAGE as DefaultMessage } from '../../src/modules/model/message-options.ts';
import type { aTarget as ATarget } from '../../test/support/a-target.ts';
import { bundledSources } from '../../scripts/bundle-sources.ts';
import { drawnUrl, hasPreview } from '../../test/support/adapter-folder.ts';

interface Sources {
  readonly ADAPTERS: typeof Adapters;
  readonly SAMPLES: typeof Samples;
  readonly BUILT_IN: typeof BuiltIn;
  readonly DEFAULT_MESSAGE: typeof DefaultMessage;
  readonly aTarget: typeof ATarget;
}

const ENTRY = `
  export { ADAPTERS } from './src/adapters/registry.ts';
  export { SAMPLES } from './src/adapters/samples.ts';
  export { BUILT_IN } from './src/adapters/catalogue/catalogue.ts';
  export { DEFAULT_MESSAGE } from './src/modules/model/message-options.ts';
  export { aTarget } from './test/support/a-target.ts';`;

export const DETAILS = ['compact', 'standard', 'full'] as const;
export type Detail = (typeof DETAILS)[number];

/** One message of the sheets. */
export interface Message {
  readonly adapter: string;
  readonly type: string;
  readonly detail: Detail;
  readonly body: string;
}

const LINKS = {
  console: 'https://hooks.example.test',
  job: 'https://studio.example.test/jobs/{{ data.job_id }}',
};

/** Forms the message of every built-in type at every detail for every adapter that draws a preview. */
export async function allMessages(): Promise<{ adapters: readonly Named[]; messages: readonly Message[] }> {
  const { ADAPTERS, SAMPLES, BUILT_IN, DEFAULT_MESSAGE, aTarget } = await bundledSources<Sources>(ENTRY);
  const drawn = ADAPTERS.filter(({ type }) => hasPreview(type));
  const messages = drawn.flatMap((adapter) =>
    SAMPLES.filter(({ event }) => BUILT_IN.has(event.type)).flatMap(({ event }) =>
      DETAILS.map((detail) => {
        const options = Object.assign(new adapter.Options(), givenOptions(adapter.type));
        const message = { ...DEFAULT_MESSAGE, detail };
        const target = aTarget({
          url: drawnUrl(adapter.type),
          options,
          message,
          links: LINKS,
          type: BUILT_IN.get(event.type)!,
        });
        const { body } = adapter.format(event, target);
        return { adapter: adapter.type, type: event.type, detail, body };
      }),
    ),
  );
  return { adapters: drawn.map(({ type, about }) => ({ type, label: about.label })), messages };
}

/** An adapter with the name that people know. */
export interface Named {
  readonly type: string;
  readonly label: string;
}

/** The options that an adapter needs, as its documented answers name them. */
function givenOptions(type: string): object {
  const file = join(import.meta.dirname, '../../src/adapters', type, `${type}.answers.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { options?: object }).options ?? {};
}
