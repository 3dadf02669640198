import type { Target } from '../../src/adapters/adapter.js';
import { BUILT_IN, eventTypeOf } from '../../src/adapters/catalogue/catalogue.js';
import { DEFAULT_MESSAGE, NO_LINKS } from '../../src/modules/model/message-options.js';

/** Makes the target of an endpoint without options, with the default message; `overrides` say what matters to a test. */
export function aTarget<Options extends object = object>(
  overrides: Partial<Target<Options>> & { readonly options?: Options } = {},
): Target<Options> {
  return {
    url: 'https://app.example.com/hook',
    webhookId: 'webhook_1',
    options: {} as Options,
    headers: {},
    source: 'streamgank',
    brand: 'StreamGank',
    deliveryId: '550e8400-e29b-41d4-a716-446655440000',
    endpointName: 'webhook_1',
    message: DEFAULT_MESSAGE,
    payload: 'gateway',
    links: NO_LINKS,
    type: eventTypeOf(BUILT_IN, 'job.completed'),
    names: {},
    ...overrides,
  };
}
