import { recognise } from '../../../adapters/registry.js';
import type { EndpointRequest } from './endpoint.dto.js';
import type { Definition } from './definition.js';

/**
 * Sentences about the URL of a request that may not be meant; none where the adapter was named outright, or the URL stays as
 * it was.
 */
export function urlWarnings({ url, adapter }: EndpointRequest, definition: Definition): readonly string[] {
  if (!url || adapter) return [];
  const recognised = recognise(url);
  return recognised.ok && recognised.adapter.type === definition.adapter ? recognised.warnings : [];
}
