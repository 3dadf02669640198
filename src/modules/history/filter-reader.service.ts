import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { compileQuery } from './language/compile-query.js';
import { parseQuery } from './language/parse-query.js';
import type { QueryPage } from './language/query-fields.js';
import { Refusal } from '../model/refusal.js';
import { Clock } from '../model/clock.js';
import { Redactor } from '../model/redactor.js';
import type { DeliveryFilter, EventFilter } from '../store/history-store.js';
import { EndpointNames } from './endpoint-names.service.js';
import { deliveryFilter, eventFilter, type FilterWords } from './query/filters.js';
import type { QueryReader } from './query/query-reader.js';

/** Reads filters of lists, with the endpoints that are known now, removed ones included. */
@Injectable()
export class FilterReader {
  constructor(
    private readonly names: EndpointNames,
    private readonly catalogue: EndpointCatalogue,
    private readonly clock: Clock,
    private readonly masked: Redactor,
  ) {}

  /** Context in which a filter is read. */
  words(): FilterWords {
    const { names, clock, masked } = this;
    return { idOf: (given) => names.idOf(given), endpointsLike: names.like, now: clock.now(), masked };
  }

  /** {@link words} for requests that send: endpoints that are no longer configured are none of them. */
  configuredWords(): FilterWords {
    const { endpointsLike, now, masked } = this.words();
    const isConfigured = (id: string): boolean => this.catalogue.find(id) !== undefined;
    return {
      idOf: (given) => this.catalogue.lookUp(given)?.id ?? null,
      endpointsLike: (text) => endpointsLike(text).filter(isConfigured),
      now,
      masked,
    };
  }

  /** Checks a query that is not run now. @throws Refusal `unprocessable` naming every fault */
  checkQuery(page: QueryPage, text: string): void {
    const { faults } = compileQuery(parseQuery(text), { ...this.words(), page });
    if (faults.length === 0) return;
    throw Refusal.unprocessable(
      faults.map(({ column, message }) => ({
        field: 'q',
        message: `q, column ${column}: ${message}`,
        column,
      })),
    );
  }

  readonly events = (query: QueryReader): EventFilter => eventFilter(query, this.words());

  readonly deliveries = (query: QueryReader): DeliveryFilter => deliveryFilter(query, this.words());
}
