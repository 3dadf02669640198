import { recognise } from '../../../adapters/registry.js';
import { tidyUrl } from '../../../adapters/url-text.js';
import type { EndpointRequest } from './endpoint.dto.js';
import type { Definition } from './definition.js';

/**
 * Warns of a URL that may not be meant; not where the URL stays as it was. Of an adapter that was named, only what speaks against
 * that one counts.
 */
export function urlWarnings({ url, adapter }: EndpointRequest, definition: Definition): readonly string[] {
  if (!url) return [];
  const raw = tidyUrl(url);
  const recognised = recognise(adapter && !/^[a-z][a-z0-9.-]*\+/i.test(raw) ? `${adapter}+${raw}` : raw);
  return recognised.ok && recognised.adapter.type === definition.adapter ? recognised.warnings : [];
}
