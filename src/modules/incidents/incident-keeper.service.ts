import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import type { DeliveryEvent } from '../delivery/events/delivery-event.js';
import { DeliveryEvents } from '../delivery/events/delivery-events.service.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { Evidence, IncidentState } from '../model/incident.js';
import { uuidV7 } from '../model/uuid-v7.js';
import { IncidentStore, type Situation } from '../store/incident-store.js';
import { NonOverlapping } from '../timing/non-overlapping.js';
import { decideIncidents } from './decide-incidents.js';
import { IncidentReporter } from './incident-reporter.service.js';
import type { IncidentStep } from './incident-step.js';

/** Time between two looks at the store, ms: other nodes, repairs and retention change incidents without a word. */
const LOOK_EVERY_MS = 1_000;
/** Time after a change of this node until the next look, ms, so that failures that come together are told together. */
const GATHER_MS = 200;
/** Longest attempt that counts as evidence, ms: an endpoint is failing since the end of its first one. */
const ATTEMPT_MAX_MS = 60_000;
/** Looks of one run, at most: each files a bounded number of deliveries. */
const LOOKS_MAX = 50;

/** Keeps the incidents of all endpoints as the store shows them; any node may, the first that writes does. */
@Injectable()
export class IncidentKeeper implements BeforeApplicationShutdown {
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(
    private readonly store: IncidentStore,
    private readonly reporter: IncidentReporter,
    private readonly catalogue: EndpointCatalogue,
    private readonly deliveryEvents: DeliveryEvents,
  ) {
    deliveryEvents.stream.subscribe((event) => {
      if (isTrouble(event)) this.#soon();
    });
  }

  /** Brings the incidents up to date; publishes a store failure instead of rejecting. */
  @Interval(LOOK_EVERY_MS)
  @NonOverlapping
  async look(): Promise<void> {
    try {
      await this.catalogue.save();
      for (let looks = 0; looks < LOOKS_MAX && !this.#stopped && (await this.#look()); looks++);
    } catch (error) {
      this.deliveryEvents.publish({ kind: 'store-failing', during: 'keeping the incidents', error });
    }
  }

  beforeApplicationShutdown(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  /** True where something was to be changed, so that another look is due. */
  async #look(): Promise<boolean> {
    const situation = await this.store.situation();
    if (!situation) return false;
    const steps = decideIncidents(situation, uuidV7);
    for (const step of steps) await this.#store(step, situation);
    if (steps.length === 0) await this.reporter.report(situation);
    return steps.length > 0;
  }

  /** Another node may have been first: the next look shows what it stored. */
  async #store(step: IncidentStep, situation: Situation): Promise<void> {
    if (step.kind === 'drop') return this.store.drop(step.deliveryIds);
    if (step.kind === 'open') {
      const { incident, deliveryIds } = step;
      const evidence = await this.#evidence(incident.endpointId, incident, situation);
      await this.store.open({ ...incident, ...evidence }, deliveryIds);
      return;
    }
    const { incident, state, deliveryIds } = step;
    const evidence = await this.#evidence(incident.endpointId, state, situation);
    await this.store.change(incident, { ...state, ...evidence }, deliveryIds);
  }

  /** Finds the attempts that show why an endpoint is failing: its deliveries are retried, and none of them may have failed for good. */
  async #evidence(
    endpointId: string,
    { phase, first, last, circuitAt }: IncidentState,
    { endpoints, now }: Situation,
  ): Promise<{ first?: Evidence | null; last?: Evidence | null }> {
    if (phase !== 'failing' && phase !== 'disabled') return {};
    const since = endpoints.find((one) => one.endpointId === endpointId)?.circuit?.failingSince;
    const found = await this.store.evidence(endpointId, (since ?? circuitAt ?? now) - ATTEMPT_MAX_MS);
    const [oldest, newest] = [found[0] ?? null, found.at(-1) ?? null];
    return { first: earlier(first, oldest), last: later(last, newest) };
  }

  #soon(): void {
    if (this.#timer || this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.look();
    }, GATHER_MS);
  }
}

function earlier(one: Evidence | null, other: Evidence | null): Evidence | null {
  return one === null || (other !== null && other.at < one.at) ? other : one;
}

function later(one: Evidence | null, other: Evidence | null): Evidence | null {
  return one === null || (other !== null && other.at > one.at) ? other : one;
}

function isTrouble(event: DeliveryEvent): boolean {
  if (event.kind === 'settled') return event.settled && event.report.next?.state === 'failed';
  return event.kind === 'failing' || event.kind === 'recovered' || event.kind === 'endpoint-disabled';
}
