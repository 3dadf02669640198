import { Injectable } from '@nestjs/common';
import { invalid } from '../http/field-faults.js';
import { Clock } from '../model/clock.js';
import type { Endpoint } from '../model/endpoint.js';
import { LaneStates } from '../model/lane-states.js';
import { DefinedEndpoints } from './definitions/defined-endpoints.service.js';
import { EndpointActivities, type Activities } from './endpoint-activity.service.js';
import { EndpointCatalogue } from './endpoint-catalogue.service.js';
import { endpointView } from './endpoint-view.js';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

/** The endpoints as the API shows them, one or a page. */
@Injectable()
export class EndpointPages {
  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly defined: DefinedEndpoints,
    private readonly lanes: LaneStates,
    private readonly activities: EndpointActivities,
    private readonly clock: Clock,
  ) {}

  async view(endpoint: Endpoint): Promise<object> {
    return this.#view(endpoint, await this.activities.now());
  }

  /** What there is to say to an operator who has just resumed the endpoint. */
  resumed({ id, disabled }: Endpoint): string {
    if (disabled) return 'Resumed, but the endpoint is disabled: enable it for deliveries to go out.';
    const { stage, probeAt, throttling } = this.lanes.of(id);
    const inSeconds = (at: number | null): number =>
      Math.ceil(Math.max(0, (at ?? 0) - this.clock.now()) / 1_000);
    if (stage === 'closed' || stage === 'ramping') {
      if (throttling?.by === 'target_pause')
        return `Resumed, but the target asked for a pause: deliveries go on in ${inSeconds(throttling.until)} s. POST …/probe tries now.`;
      return stage === 'closed'
        ? 'Deliveries resume.'
        : 'Deliveries resume, a few at a time: the endpoint is recovering.';
    }
    const next =
      stage === 'probing' ? 'a probe is under way' : `the next probe is due in ${inSeconds(probeAt)} s`;
    return `Resumed, but the circuit is still open: ${next}. POST …/probe probes now.`;
  }

  #view(endpoint: Endpoint, activities: Activities): object {
    const known = this.defined.find(endpoint.id);
    const createdAt = this.catalogue.createdAt(endpoint.id);
    return endpointView(endpoint, {
      lane: this.lanes.of(endpoint.id),
      activity: activities?.of(endpoint.id) ?? null,
      createdAt,
      updatedAt: known?.stored.updatedAt ?? createdAt,
      ownSecret: known?.definition?.secrets.secret !== undefined,
      now: this.clock.now(),
    });
  }

  /**
   * @param limit as it stands in the query: 1 to 200
   * @param cursor the `next_cursor` of the page before: the id of its last endpoint
   */
  async page(
    limit: unknown,
    cursor: unknown,
  ): Promise<{ readonly endpoints: object[]; readonly next_cursor: string | null }> {
    const size = limitOf(limit);
    const all = this.catalogue.all();
    const from = this.#after(all, cursor);
    const page = all.slice(from, from + size);
    const more = from + size < all.length;
    const activities = await this.activities.now();
    return {
      endpoints: page.map((endpoint) => this.#view(endpoint, activities)),
      next_cursor: more ? page.at(-1)!.id : null,
    };
  }

  #after(all: readonly Endpoint[], cursor: unknown): number {
    if (cursor === undefined || cursor === '') return 0;
    const at = all.findIndex(({ id }) => id === cursor);
    if (at < 0)
      throw invalid([
        { field: 'cursor', message: 'cursor is the next_cursor of the page before; this one is not known.' },
      ]);
    return at + 1;
  }
}

function limitOf(limit: unknown): number {
  if (limit === undefined || limit === '') return LIMIT_DEFAULT;
  const size = typeof limit === 'string' && /^\d{1,3}$/.test(limit) ? Number(limit) : 0;
  if (size < 1 || size > LIMIT_MAX)
    throw invalid([{ field: 'limit', message: `limit is a whole number from 1 to ${LIMIT_MAX}.` }]);
  return size;
}
