import type { Adapter, Target } from '../../src/adapters/adapter.js';
import { recognise } from '../../src/adapters/registry.js';
import type { MessageRef } from '../../src/modules/model/outcome.js';
import { aTarget } from './a-target.js';
import type { AdapterFolder } from './adapter-folder.js';

/** Makes an endpoint of the adapter, at the URL and with the options of its folder. */
export function targetFor(adapter: Adapter, { url, options }: AdapterFolder): Target {
  const found = recognise(url);
  return aTarget({
    url: found.ok ? found.url : url,
    options: Object.assign(new adapter.Options(), options),
  });
}

/** The name that the target's documented success gives to a message. */
export function refOf({ answers: [success] }: AdapterFolder): MessageRef | undefined {
  return success?.outcome.kind === 'delivered' ? success.outcome.ref : undefined;
}
