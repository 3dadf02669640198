import { recognise } from '../../../adapters/registry.js';
import type { EndpointRequest } from './endpoint.dto.js';
import type { Definition } from './definition.js';

/**
 * Warns of a URL that may not be meant; not where the adapter was named or the URL stays as it was.
 */
export function urlWarnings({ url, adapter }: EndpointRequest, definition: Definition): readonly string[] {
  if (!url || adapter) return [];
  const recognised = recognise(url);
  return recognised.ok && recognised.adapter.type === definition.adapter ? recognised.warnings : [];
}
