import { Injectable } from '@nestjs/common';
import { EventCatalogue } from '../../event-types/event-catalogue.service.js';
import { GatewayConfig } from '../../config/gateway-config.js';
import type { GatewayEvent } from '../../model/event.js';
import { matchesPattern } from '../../model/event-pattern.js';
import { Redactor } from '../../model/redactor.js';
import { Pace } from '../../timing/pace.js';
import { EventStore } from '../../store/event-store.js';
import { ANY_EVENT, HistoryStore, type Position } from '../../store/history-store.js';
import { filteredEvent, type FilteredEvent } from '../filter/event-filter.js';
import { filterVerdict } from '../filter/subscribers.js';
import { dataWarnings } from './data-warnings.js';
import { conditionsOf } from './filter-conditions.js';
import { filterWarnings } from './filter-warnings.js';
import { patternWarning, unmatchedPatterns } from './pattern-warnings.js';

/** Stored events that a filter is tried on, at most. */
const EXAMINED_MAX = 50;
/** Characters of event data that are read for a check, at most; one event is always read. */
const DATA_MAX = 4 * 1024 * 1024;
/** Time for which stored events are searched, ms. */
const BUDGET_MS = 1_000;
/** Patterns that are searched among the stored events, at most. */
const PATTERNS_MAX = 10;
/** Newest events whose types count as known. */
const TYPES_OF = 200;

/** The events that an endpoint is to get. */
export interface FilterCase {
  /** A filter without a `filterFault`; null lets all events pass. */
  readonly filter: object | null;
  /** Event patterns; null or missing: those of `WEBHOOK_EVENTS`. */
  readonly events?: readonly string[] | null;
}

/** The result of a filter on the newest stored events, and warnings about patterns and conditions that can match nothing. */
export interface FilterCheckResult {
  readonly matched: number;
  readonly examined: number;
  readonly too_costly: number;
  readonly summary: string;
  readonly warnings: readonly string[];
}

/** Tries filters and event patterns on the stored events. */
@Injectable()
export class FilterCheck {
  constructor(
    private readonly config: GatewayConfig,
    private readonly history: HistoryStore,
    private readonly events: EventStore,
    private readonly types: EventCatalogue,
    private readonly redactor: Redactor,
  ) {}

  /** Masked fields are masked here too: a count of matches would tell their values. @throws GatewayError `store_unavailable` */
  async check({ filter, events }: FilterCase): Promise<FilterCheckResult> {
    const patterns = events ?? this.config.events;
    const [examined, unmatched] = [await this.newest(patterns), await this.#patternWarnings(patterns)];
    const seen: FilteredEvent[] = [];
    const verdicts: string[] = [];
    const pace = new Pace();
    for (const stored of examined) {
      const event = this.masked(stored);
      verdicts.push(filterVerdict({ filter }, event, pace));
      if (filter !== null) seen.push(filteredEvent(event));
      if (pace.isDue) await pace.rest();
    }
    const counts = { matched: 0, examined: examined.length, too_costly: 0 };
    for (const verdict of verdicts) {
      if (verdict === 'passes') counts.matched += 1;
      else if (verdict === 'too_costly') counts.too_costly += 1;
    }
    const ofFilter =
      filter === null ? [] : [...filterWarnings(filter, patterns), ...dataWarnings(filter, seen)];
    const summary = [summaryOf(counts), this.maskNote(filter)].filter(Boolean).join(' ');
    return { ...counts, summary, warnings: [...unmatched, ...ofFilter] };
  }

  /** Says that a filter that is only tried reads masked fields, so that its matches say little; null where it reads none. */
  maskNote(filter: object | null): string | null {
    const steps = (path: string): (string | number)[] =>
      path.split('.').map((name) => (/^\d+$/.test(name) ? Number(name) : name));
    const masked = conditionsOf(filter ?? {}).find(
      ({ path }) => path.startsWith('data.') && this.redactor.covers(steps(path).slice(1)),
    );
    return masked
      ? `${masked.path} is masked by WEBHOOK_REDACT_FIELDS: the filter was tried on the mask, not on the values.`
      : null;
  }

  /** The event as a filter that is only tried may see it. */
  masked(event: GatewayEvent): GatewayEvent {
    return this.redactor.of(event).event;
  }

  /**
   * Warns of event types and conditions of a saved endpoint that can match nothing; only where the request set them. Where
   * the store fails, the warnings that need no stored events are given.
   */
  async warnings(
    request: { readonly filter?: unknown; readonly events?: unknown },
    endpoint: { readonly filter: object | null; readonly events: readonly string[] },
  ): Promise<readonly string[]> {
    if (!request.filter && !request.events) return [];
    return this.check(endpoint).then(
      ({ warnings }) => warnings,
      () => (endpoint.filter === null ? [] : filterWarnings(endpoint.filter, endpoint.events)),
    );
  }

  /** Reads the newest stored events of these types. @throws GatewayError `store_unavailable` */
  async newest(patterns: readonly string[]): Promise<GatewayEvent[]> {
    const until = performance.now() + BUDGET_MS;
    const found: GatewayEvent[] = [];
    let characters = 0;
    for (let after: Position | null = null; ;) {
      const filter = { types: patterns, jobId: null, from: null, to: null };
      const { rows, next } = await this.history.events(filter, { limit: EXAMINED_MAX, after });
      for (const { id } of rows.filter(({ type }) =>
        patterns.some((pattern) => matchesPattern(pattern, type)),
      )) {
        const event = await this.events.find(id);
        if (event === null) continue;
        found.push(event);
        characters += event.data.length;
        if (found.length === EXAMINED_MAX || characters > DATA_MAX) return found;
      }
      if (next === null || performance.now() > until) return found;
      after = next;
    }
  }

  /** Warns of patterns that match neither a known type nor a stored event. */
  async #patternWarnings(patterns: readonly string[]): Promise<string[]> {
    const known = [...this.types.types.keys()];
    const doubtful = unmatchedPatterns(patterns, known).slice(0, PATTERNS_MAX);
    if (doubtful.length === 0) return [];
    const { rows } = await this.history.events(ANY_EVENT, { limit: TYPES_OF, after: null });
    const types = new Set([...known, ...rows.map(({ type }) => type)]);
    const sentences: string[] = [];
    for (const pattern of unmatchedPatterns(doubtful, types)) {
      const page = await this.history.events({ ...ANY_EVENT, types: [pattern] }, { limit: 1, after: null });
      if (page.rows.length === 0) sentences.push(patternWarning(pattern, types));
    }
    return sentences;
  }
}

function summaryOf({
  matched,
  examined,
  too_costly: tooCostly,
}: Omit<FilterCheckResult, 'summary' | 'warnings'>): string {
  if (examined === 0) return 'No event of these types is stored yet.';
  const events = examined === 1 ? 'the last event' : `the last ${examined} events`;
  const share =
    examined === 1
      ? matched === 1
        ? `Matches ${events}.`
        : `Does not match ${events}.`
      : `Matches ${matched} of ${events}.`;
  return tooCostly === 0 ? share : `${share} Too costly on ${tooCostly}: their deliveries would fail.`;
}
