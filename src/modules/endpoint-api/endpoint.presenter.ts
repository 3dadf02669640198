import { Injectable } from '@nestjs/common';
import { adapterOf } from '../../adapters/registry.js';
import { DefinitionCache } from '../endpoints/definitions/definition-cache.service.js';
import { MASK } from '../model/mask.js';
import { batchView } from '../endpoints/batch/batch-of.js';
import { digestView } from '../endpoints/digest/digest-of.js';
import { quietView, quietWindowView } from './endpoint-quiet.presenter.js';
import { optionNames } from '../endpoints/definitions/options.js';
import { EndpointActivities, type Activities } from '../endpoints/endpoint-activity.service.js';
import { MuteCatalogue } from '../endpoints/mutes/mute-catalogue.service.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { endpointState, type Endpoint } from '../model/endpoint.js';
import { isoTime, isoTimeOrNull } from '../model/iso-time.js';
import { LaneStates } from '../model/lane-states.js';
import { Refusal } from '../model/refusal.js';
import { endpointHealthResponse } from './endpoint-health.presenter.js';
import type { EndpointHealthResponse } from './endpoint-health.response.js';
import { messageResponse } from './endpoint-presentation.response.js';
import { publicKeysOf } from './public-keys.js';
import { tlsResponse } from './endpoint-tls.response.js';
import type {
  EndpointAnswer,
  EndpointResponse,
  EndpointsAnswer,
  EndpointSettingsResponse,
} from './endpoint.response.js';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

/** Presents endpoints as the API shows them, one or a page, with nothing secret in them. */
@Injectable()
export class EndpointPresenter {
  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly definitions: DefinitionCache,
    private readonly lanes: LaneStates,
    private readonly activities: EndpointActivities,
    private readonly mutes: MuteCatalogue,
  ) {}

  async answer(endpoint: Endpoint): Promise<EndpointAnswer> {
    return { success: true, endpoint: this.#response(endpoint, await this.activities.now()) };
  }

  /**
   * @param limit endpoints of a page as it stands in the query: 1 to 200
   * @param cursor the `next_cursor` of the page before: the id of its last endpoint
   * @throws Refusal `invalid_request`
   */
  async page(limit: unknown, cursor: unknown): Promise<EndpointsAnswer> {
    const size = limitOf(limit);
    const all = this.catalogue.all();
    const from = startOf(all, cursor);
    const page = all.slice(from, from + size);
    const activities = await this.activities.now();
    return {
      success: true,
      endpoints: page.map((endpoint) => this.#response(endpoint, activities)),
      next_cursor: from + size < all.length ? page.at(-1)!.id : null,
    };
  }

  /** Says whether the deliveries of an endpoint that was just resumed go out, or what still holds them. */
  resumed({ id, disabled }: Endpoint): string {
    if (disabled) return 'Resumed, but the endpoint is disabled: enable it for deliveries to go out.';
    const { stage, probeAt, throttling } = this.lanes.of(id);
    const inSeconds = (at: number | null): number =>
      Math.ceil(Math.max(0, (at ?? 0) - this.mutes.now()) / 1_000);
    if (stage === 'closed' || stage === 'recovering') {
      if (throttling?.by === 'target_pause')
        return `Resumed, but the target asked for a pause: deliveries go on in ${inSeconds(throttling.until)} s. POST …/probe tries now.`;
      return stage === 'closed'
        ? 'Deliveries resume.'
        : 'Deliveries resume, a few at a time: the endpoint is recovering.';
    }
    const next =
      stage === 'half_open' ? 'a probe is under way' : `the next probe is due in ${inSeconds(probeAt)} s`;
    return `Resumed, but the circuit is still open: ${next}. POST …/probe probes now.`;
  }

  #response(endpoint: Endpoint, activities: Activities): EndpointResponse {
    const { id, disabled, pausedAt, source } = endpoint;
    const known = this.definitions.find(id);
    const createdAt = this.catalogue.createdAt(id);
    const lane = this.lanes.of(id);
    return {
      ...settingsResponse(endpoint, {
        ownSecret: known?.definition?.secrets.secret !== undefined,
        now: this.mutes.now(),
      }),
      state: endpointState(endpoint),
      disabled_reason: disabled?.reason ?? null,
      disabled_at: isoTimeOrNull(disabled?.at ?? null),
      paused_at: isoTimeOrNull(pausedAt),
      muted_until: isoTimeOrNull(this.mutes.mutedUntil(id)),
      rate_limit_used: lane.rateLimitUsed,
      ...endpointHealthResponse(endpoint, lane, activities?.of(id) ?? null),
      created_at: isoTime(createdAt),
      updated_at: isoTime(known?.stored.updatedAt ?? createdAt),
      read_only: source !== 'api',
    };
  }
}

/** @param signing whether the endpoint signs with a key of its own; `now` is Unix ms */
function settingsResponse(
  endpoint: Endpoint,
  signing: { readonly ownSecret: boolean; readonly now: number },
): Omit<EndpointSettingsResponse, keyof EndpointHealthResponse> {
  const { retry, previousSecret, rateLimits } = endpoint;
  const previous = previousSecret && previousSecret.until > signing.now ? previousSecret.until : null;
  const [limit] = rateLimits;
  return {
    id: endpoint.id,
    webhook_id: endpoint.webhookId,
    name: endpoint.name,
    source: endpoint.source,
    adapter: endpoint.adapter,
    url: endpoint.maskedUrl,
    events: endpoint.events,
    filter: endpoint.filter,
    headers: Object.fromEntries(Object.keys(endpoint.headers).map((name) => [name, MASK])),
    options: shownOptions(endpoint),
    timeout_ms: endpoint.timeoutMs,
    max_retries: retry.schedule?.length ?? retry.maxRetries,
    retry_schedule_ms: retry.schedule,
    ttl_ms: retry.ttlMs,
    rate_limit: limit ? { max: limit.max, window_ms: limit.windowMs } : null,
    concurrency: endpoint.concurrency,
    ordering: endpoint.ordering,
    conversation: endpoint.conversation,
    announce: endpoint.announce,
    quiet: endpoint.quiet && quietView(endpoint.quiet),
    digest: digestView(endpoint.digest),
    batch: batchView(endpoint.batch),
    quiet_window: endpoint.quiet && quietWindowView(endpoint.quiet, signing.now),
    message: messageResponse(endpoint.message),
    payload: endpoint.payload,
    secret: {
      own: signing.ownSecret,
      previous_until: isoTimeOrNull(previous),
      public_keys: publicKeysOf(endpoint, signing.now),
    },
    tls: tlsResponse(endpoint.tls),
  };
}

function shownOptions({ adapter, options }: Endpoint): Record<string, unknown> {
  const kind = adapterOf(adapter)!;
  const shown = [...optionNames(kind)].map(([name, property]) => {
    const value: unknown = Reflect.get(options, property);
    return [name, value !== undefined && kind.secretOptions.includes(name) ? MASK : value] as const;
  });
  return Object.fromEntries(shown.filter(([, value]) => value !== undefined));
}

function startOf(all: readonly Endpoint[], cursor: unknown): number {
  if (cursor === undefined || cursor === '') return 0;
  const at = all.findIndex(({ id }) => id === cursor);
  if (at < 0)
    throw Refusal.malformed([
      { field: 'cursor', message: 'cursor is the next_cursor of the page before; this one is not known.' },
    ]);
  return at + 1;
}

function limitOf(limit: unknown): number {
  if (limit === undefined || limit === '') return LIMIT_DEFAULT;
  const size = typeof limit === 'string' && /^\d{1,3}$/.test(limit) ? Number(limit) : 0;
  if (size < 1 || size > LIMIT_MAX)
    throw Refusal.malformed([{ field: 'limit', message: `limit is a whole number from 1 to ${LIMIT_MAX}.` }]);
  return size;
}
