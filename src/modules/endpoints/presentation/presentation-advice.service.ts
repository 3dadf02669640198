import { Injectable } from '@nestjs/common';
import { adapterOf } from '../../../adapters/registry.js';
import { parseData } from '../../../adapters/plain-value.js';
import { EventCatalogue } from '../../event-types/event-catalogue.service.js';
import type { Endpoint } from '../../model/endpoint.js';
import { DeclaredActions } from '../actions/declared-actions.service.js';
import { FilterCheck } from '../filter-check/filter-check.service.js';
import type { PresentationRequest } from './presentation-previews.service.js';
import { actionWarnings, pathWarnings, unusedWarnings } from './presentation-warnings.js';
import { storedEventWarnings } from './sample-trial.js';

/** Warns of presentations that are accepted and do not do what they seem to. */
@Injectable()
export class PresentationAdvice {
  constructor(
    private readonly stored: FilterCheck,
    private readonly types: EventCatalogue,
    private readonly declared: DeclaredActions,
  ) {}

  /**
   * Warns of what a request sets without effect, and of templates that read data which no event has or that fail on stored events. Where the
   * store does not answer, no stored event counts.
   */
  async warnings(request: PresentationRequest, endpoint: Endpoint): Promise<readonly string[]> {
    if (!request.message && !request.payload) return [];
    const events = await this.stored.newest(endpoint.events).catch(() => []);
    const adapter = adapterOf(endpoint.adapter)!;
    const known = { types: this.types.types.values(), stored: events.map(({ data }) => parseData(data)) };
    return [
      ...unusedWarnings(request, adapter),
      ...(adapter.presents === 'message'
        ? actionWarnings(
            endpoint.message,
            this.declared.all().map(({ name }) => name),
          )
        : []),
      ...pathWarnings({ ...endpoint, ...known, patterns: endpoint.events }),
      ...(await storedEventWarnings(adapter, endpoint, events)),
    ];
  }
}
