import { Controller, Get, Query } from '@nestjs/common';
import { DeliveryPresenter } from '../history/delivery.presenter.js';
import { EventPresenter } from '../history/event.presenter.js';
import { QueryReader } from '../history/query/query-reader.js';
import { endpointState } from '../model/endpoint.js';
import { isoTime, isoTimeOrNull } from '../model/iso-time.js';
import { IdSearch } from './id-search.service.js';
import { NameSearch } from './name-search.service.js';
import { api } from './search.openapi.js';
import type { SearchAnswer, SearchView } from './search.response.js';

/** Characters of a search, at least: one letter is in everything. */
const SEARCH_MIN = 2;

const NOTHING: SearchView = {
  endpoints: [],
  event_types: [],
  jobs: [],
  events: [],
  deliveries: [],
  errors: [],
  searched_to: null,
};

/** Finds anything by a fragment of its name or id. */
@Controller('api/webhooks/search')
export class SearchController {
  constructor(
    private readonly ids: IdSearch,
    private readonly names: NameSearch,
    private readonly events: EventPresenter,
    private readonly deliveries: DeliveryPresenter,
  ) {}

  @api.search
  @Get()
  async search(@Query() given: Record<string, unknown>): Promise<SearchAnswer> {
    const query = new QueryReader(given, ['q']);
    const text = query.text('q')?.trim() ?? '';
    query.throwFaults();
    if (text.length < SEARCH_MIN) return { success: true, search: NOTHING };
    const found = await this.ids.find(text);
    return {
      success: true,
      search: {
        endpoints: this.names.endpoints(text).map((endpoint) => ({
          id: endpoint.id,
          webhook_id: endpoint.webhookId,
          name: endpoint.name,
          adapter: endpoint.adapter,
          state: endpointState(endpoint),
          url: endpoint.maskedUrl,
        })),
        event_types: this.names.eventTypes(text),
        jobs: found.jobs.map(({ jobId, type, acceptedAt }) => ({
          job_id: jobId!,
          last_event: type,
          last_at: isoTime(acceptedAt),
        })),
        events: found.events.map(this.events.summary),
        deliveries: found.deliveries.map(this.deliveries.summary),
        errors: found.errors.map(this.deliveries.summary),
        searched_to: isoTimeOrNull(found.searchedTo),
      },
    };
  }
}
