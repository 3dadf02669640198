import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { FilterCheck } from '../../../endpoints/filter-check/filter-check.service.js';
import type { Endpoint } from '../../../model/endpoint.js';
import type { GatewayEvent } from '../../../model/event.js';
import { parseJson } from '../../../model/exact-json.js';
import { subjectIdOf } from '../../../model/job-id.js';
import { Refusal } from '../../../model/refusal.js';
import { isSystemEvent } from '../../../model/system-events.js';
import { EventStore } from '../../../store/event-store.js';
import { Pace } from '../../../timing/pace.js';
import { isEnd } from '../../conversation/is-end.js';
import { Identity } from '../../request/identity.service.js';
import { Preview, type PreviewedRequest } from '../preview.service.js';
import { comparisonSummary, type OutcomeCounts } from './comparison-words.js';
import { outcomeOf, type Judged } from './outcome-of.js';
import { rateTrial, type RateTrial } from './rate-trial.js';
import type { Told } from './conversation-trial.js';
import { requestsOf, type Requests } from './request-times.js';

/** One compared property: its value with the endpoint as it is, and with the endpoint as the change would make it. */
export interface Sides<T> {
  readonly before: T;
  readonly after: T;
}

/** An event that a change treats differently. */
export interface EventDifference extends Sides<Judged> {
  readonly event: GatewayEvent;
  /** True: it is sent either way, with another message. */
  readonly rewritten: boolean;
}

/** Effect of a change of an endpoint on stored events. */
export interface Compared extends Sides<OutcomeCounts> {
  readonly examined: number;
  readonly summary: string;
  /** The newest first. */
  readonly differences: readonly EventDifference[];
  /** Requests that carry the events which are sent: a digest or a batch carries several, and an edit may replace others. */
  readonly requests: Sides<RequestCounts>;
  readonly rate: Sides<RateTrial>;
}

/** How many requests there are, and how many of them are edits and replies in threads. */
export interface RequestCounts extends Pick<Requests, 'edits' | 'replies'> {
  readonly made: number;
}

interface Examined extends EventDifference {
  readonly differs: boolean;
  readonly told: Told;
}

/**
 * Runs the newest stored events over an endpoint as it is and as it would be. Nothing is stored or sent.
 *
 * This folder compares the two: `outcome-of.ts` decides what an event becomes at an endpoint, `request-times.ts`
 * combines events as its digest or batch does, and by `conversation-trial.ts` as its conversations do, `rate-trial.ts` runs the requests through its rate limits, `comparison-words.ts` names the differences.
 */
@Injectable()
export class Comparisons {
  constructor(
    private readonly stored: FilterCheck,
    private readonly events: EventStore,
    private readonly preview: Preview,
    private readonly identity: Identity,
  ) {}

  /** Compares both on the newest stored events of the types that either subscribes to, at most 50. @throws GatewayError `store_unavailable` */
  async compare(given: Sides<Endpoint>): Promise<Compared> {
    const sides = { before: enabled(given.before), after: enabled(given.after) };
    const { before, after } = sides;
    const isTried = triesFilter(sides);
    const newest = await this.stored.newest([...new Set([...before.events, ...after.events])]);
    const examined: Examined[] = [];
    const pace = new Pace();
    // The oldest first: the search for quiet hours goes on from where it was.
    for (const event of newest.toReversed()) {
      const start = performance.now();
      examined.push(this.#examine(sides, event, isTried));
      pace.spendTime(performance.now() - start);
      if (pace.isDue) await pace.rest();
    }
    const result = resultOf(examined, sides);
    const note = isTried ? (this.stored.maskNote(after.filter) ?? this.stored.maskNote(before.filter)) : null;
    return note === null ? result : { ...result, summary: `${result.summary} ${note}` };
  }

  /** Makes the request of one stored event as it is and as it would be. @throws Refusal `not_found` */
  async previews(sides: Sides<Endpoint>, eventId: string): Promise<Sides<PreviewedRequest>> {
    const stored = await this.events.find(eventId);
    if (stored === null) throw Refusal.notFound(`There is no event ${eventId.slice(0, 64)}.`);
    const event = triesFilter(sides) ? this.stored.masked(stored) : stored;
    const { before, after } = sides;
    const parts = { deliveryId: randomUUID() };
    return {
      before: this.preview.ofEvent(before, event, parts),
      after: this.preview.ofEvent(after, event, parts),
    };
  }

  #told(event: GatewayEvent): Told {
    const known = this.identity.typeOf(event.type);
    const subject = subjectIdOf(event.type, parseJson(event.data) as object);
    const told = { lasting: isSystemEvent(event.type), ends: isEnd(known), tone: known.tone };
    return { type: event.type, acceptedAt: event.acceptedAt, subject, ...told };
  }

  /** @param isTried true: its filters see the masks, because a count of matches would tell what is masked */
  #examine(sides: Sides<Endpoint>, event: GatewayEvent, isTried: boolean): Examined {
    const parts = { deliveryId: randomUUID() };
    const seen = isTried ? this.stored.masked(event) : event;
    const [before, after] = [sides.before, sides.after].map((endpoint) => {
      const judged = outcomeOf(endpoint, seen);
      if (judged.outcome === 'skipped' || judged.outcome === 'failed') return { judged, request: null };
      const { method, url, headers, body, reason } = this.preview.ofEvent(endpoint, seen, parts);
      // Signatures and times of sending stand in the values of headers.
      const request = { method, url, body, headers: Object.keys(headers).toSorted() };
      return { judged: reason === null ? judged : { outcome: 'skipped', reason }, request };
    }) as [Side, Side];
    const same = before.judged.outcome === after.judged.outcome;
    const rewritten =
      same && before.judged.outcome !== 'skipped' && !isDeepStrictEqual(before.request, after.request);
    return {
      event,
      before: before.judged,
      after: after.judged,
      rewritten,
      differs: !same || rewritten,
      told: this.#told(event),
    };
  }
}

/** Result of an event at one of the two endpoints; `request`: the request that the target would get. */
interface Side {
  readonly judged: Judged;
  readonly request: object | null;
}

/** Tells whether a change tries a filter. One that is not changed tells nothing new of masked fields. */
function triesFilter({ before, after }: Sides<Endpoint>): boolean {
  return !isDeepStrictEqual(before.filter, after.filter);
}

/** Compares what rules do, not what a switch does. */
function enabled(endpoint: Endpoint): Endpoint {
  return { ...endpoint, disabled: null };
}

function resultOf(examined: readonly Examined[], sides: Sides<Endpoint>): Compared {
  const count = (of: keyof Sides<unknown>): OutcomeCounts => {
    const counts = { sent: 0, held: 0, dropped: 0, failed: 0, skipped: 0 };
    for (const one of examined) counts[one[of].outcome] += 1;
    return counts;
  };
  const requests = (of: keyof Sides<unknown>): Requests => {
    const sent = examined.filter((one) => one[of].outcome === 'sent');
    return requestsOf(
      sides[of],
      sent.map(({ told }) => told),
    );
  };
  const made = { before: requests('before'), after: requests('after') };
  const trial = (of: keyof Sides<unknown>): RateTrial => rateTrial(sides[of].rateLimits, made[of].times);
  const [before, after] = [count('before'), count('after')];
  const rewritten = examined.filter((one) => one.rewritten).length;
  return {
    examined: examined.length,
    before,
    after,
    summary: comparisonSummary({ examined: examined.length, before, after, rewritten }),
    differences: examined.filter(({ differs }) => differs).toReversed(),
    requests: { before: countsOf(made.before), after: countsOf(made.after) },
    rate: { before: trial('before'), after: trial('after') },
  };
}

function countsOf({ times, edits, replies }: Requests): RequestCounts {
  return { made: times.length, edits, replies };
}
