import type { Endpoint } from '../model/endpoint.js';
import type { StoredEndpoint } from '../store/endpoint-store.js';
import { UNREADABLE, type KnownDefinition } from './definitions/definition-cache.service.js';
import type { EndpointFactory } from './definitions/endpoint-factory.service.js';
import type { EnvironmentEndpoint } from './environment-endpoints.js';

/** The sources that endpoints are made of: the environment, the definitions, and the store's rows. */
export interface Sources {
  readonly environment: readonly EnvironmentEndpoint[];
  readonly definitions: readonly KnownDefinition[];
  readonly rows: readonly StoredEndpoint[];
}

/** Makes all endpoints: those of the environment first, then those of the file, then those of the API. */
export function composeEndpoints(
  { environment, definitions, rows }: Sources,
  factory: EndpointFactory,
): Endpoint[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byFingerprint = new Map(rows.map((row) => [row.fingerprint, row]));
  const trusted = new Set(
    [
      ...environment.map(({ definition }) => definition),
      ...definitions.flatMap(({ stored, definition }) =>
        stored.source === 'file' ? (definition ?? []) : [],
      ),
    ].map(({ secrets }) => new URL(secrets.url).host),
  );
  return [
    ...environment.map(({ fingerprint, webhookId, definition }) => {
      const { id, disabled, pausedAt } = byFingerprint.get(fingerprint)!;
      return factory.build(definition, {
        id,
        webhookId,
        source: 'environment',
        trusted: true,
        disabled,
        pausedAt,
      });
    }),
    ...definitions.map((known) => defined(known, byId.get(known.stored.id), trusted, factory)),
  ];
}

/** An endpoint of the file or the API. One whose secrets cannot be decrypted is disabled and has its masked URL. */
function defined(
  { stored, definition }: KnownDefinition,
  row: StoredEndpoint | undefined,
  trusted: ReadonlySet<string>,
  factory: EndpointFactory,
): Endpoint {
  const { id, webhookId, source, maskedUrl, adapter, updatedAt } = stored;
  const { disabled = null, pausedAt = null } = row ?? {};
  if (!definition) {
    const nowhere = { adapter, settings: {}, secrets: { url: maskedUrl } };
    const state = { reason: UNREADABLE, at: updatedAt };
    return factory.build(nowhere, { id, webhookId, source, trusted: false, disabled: state, pausedAt });
  }
  return factory.build(definition, {
    id,
    webhookId,
    source,
    trusted: source === 'file' || trusted.has(new URL(definition.secrets.url).host),
    disabled: disabled?.reason === UNREADABLE ? null : disabled,
    pausedAt,
  });
}
