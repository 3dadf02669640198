import {
  withIncidentStep,
  type Evidence,
  type IncidentEnd,
  type IncidentPhase,
  type IncidentState,
  type IncidentStep as TimelineStep,
} from '../model/incident.js';
import type { Fault } from '../model/outcome.js';
import { isSystemEvent } from '../model/system-events.js';
import { EXPIRED } from '../store/delivery-queue.js';
import type { ActiveIncident, NewIncident, OpenCircuit, OwnDisabling } from '../store/incident-store.js';
import type { IncidentStep } from './incident-step.js';

/** Time within which failed deliveries share one step of the timeline, ms. */
const SHARED_STEP_MS = 60_000;

type Opening = Pick<NewIncident, 'id' | 'endpointId' | 'errorClass' | 'error'> & { readonly now: number };

/** An incident while it is decided about: it gathers what has changed. All times are Unix ms. */
export class IncidentDraft {
  readonly errorClass: string;
  readonly #stored: ActiveIncident | null;
  readonly #opening: NewIncident | null;
  readonly #deliveryIds: string[] = [];
  #state: IncidentState;
  /** True where the open circuit, or what disabled the endpoint, tells the latest error: attempts may end in another order than they began. */
  #isTold = false;

  private constructor(of: ActiveIncident | NewIncident) {
    this.errorClass = of.errorClass;
    this.#stored = 'version' in of ? of : null;
    this.#opening = 'version' in of ? null : of;
    this.#state = of;
  }

  static of(incident: ActiveIncident): IncidentDraft {
    return new IncidentDraft(incident);
  }

  /** A new incident counts as quiet until something else than a system event fails. */
  static open({ id, endpointId, errorClass, error, now }: Opening): IncidentDraft {
    const nothing = { circuitAt: null, disabledAt: null, first: null, last: null };
    return new IncidentDraft({
      id,
      endpointId,
      errorClass,
      error,
      status: statusOf(error),
      openedAt: now,
      ...nothing,
      phase: 'exhausted',
      quiet: true,
      timeline: [],
      closedAt: null,
      closedBy: null,
    });
  }

  get circuitAt(): number | null {
    return this.#state.circuitAt;
  }

  get disabledAt(): number | null {
    return this.#state.disabledAt;
  }

  circuitOpen({ openedAt, error, quiet }: OpenCircuit, now: number): void {
    this.#unquiet(quiet);
    this.#isTold = error !== null;
    // A probe may fail for another cause than the failures before it; what disabled the endpoint is worse.
    if (error && this.disabledAt === null && !isSame(error, this.#state.error))
      this.#change({ error, status: statusOf(error) });
    if (this.circuitAt === openedAt) return;
    this.#change({ circuitAt: openedAt });
    this.#add({ at: now, kind: 'failing', ...(error && { text: error.message }) });
  }

  circuitClosed(now: number): void {
    if (this.circuitAt === null) return;
    this.#change({ circuitAt: null });
    this.#add({ at: now, kind: 'recovered' });
  }

  disable({ at, error, quiet }: OwnDisabling, now: number): void {
    this.#unquiet(quiet);
    this.#isTold = true;
    if (this.disabledAt === at) return;
    this.#change({ disabledAt: at, error, status: statusOf(error) });
    this.#add({ at: now, kind: 'disabled', text: error.message });
  }

  enabled(now: number): void {
    if (this.disabledAt === null) return;
    this.#change({ disabledAt: null });
    this.#add({ at: now, kind: 'enabled' });
  }

  file(failure: Evidence, now: number): void {
    const { deliveryId, at, status, error, eventId, event, jobId, attempt } = failure;
    const evidence: Evidence = { deliveryId, attempt, at, status, error, eventId, event, jobId };
    const { first, last, timeline } = this.#state;
    const isLatest = last === null || last.at <= at;
    this.#deliveryIds.push(deliveryId);
    this.#unquiet(isSystemEvent(event));
    this.#change({
      first: first && first.at <= at ? first : evidence,
      last: isLatest ? evidence : last,
      // A delivery that became too old, or failed without an attempt, tells nothing of the target.
      ...(isLatest && !this.#isTold && attempt !== null && error.code !== EXPIRED && { error, status }),
    });
    const before = timeline.at(-1);
    const isShared = before?.kind === 'failed' && now - before.at < SHARED_STEP_MS;
    const count = (isShared ? (before.count ?? 0) : 0) + 1;
    if (isShared) this.#change({ timeline: [...timeline.slice(0, -1), { ...before, count }] });
    else this.#add({ at: now, kind: 'failed', count });
  }

  /** Ends the incident of a removed endpoint: nothing can be repaired any more. */
  remove(now: number): IncidentStep {
    this.#close('removed', now);
    return { kind: 'change', incident: this.#stored!, state: this.#state, deliveryIds: [] };
  }

  /** Returns what is to be stored; null where nothing has changed. */
  step(now: number): IncidentStep | null {
    const phase = this.#phase();
    if (phase === 'closed') this.#close(this.#endOf(), now);
    else if (phase !== this.#state.phase) this.#change({ phase });
    const deliveryIds = this.#deliveryIds;
    if (this.#opening) return { kind: 'open', incident: { ...this.#opening, ...this.#state }, deliveryIds };
    if (this.#state === this.#stored) return null;
    return { kind: 'change', incident: this.#stored!, state: this.#state, deliveryIds };
  }

  #phase(): IncidentPhase {
    if (this.disabledAt !== null) return 'disabled';
    if (this.circuitAt !== null) return 'failing';
    const isUnsettled = this.#deliveryIds.length > 0 || this.#stored?.unsettled === true;
    return isUnsettled ? 'exhausted' : 'closed';
  }

  #endOf(): IncidentEnd {
    const before = this.#stored?.phase;
    if (before === 'disabled') return 'enabled';
    if (before === 'failing') return 'recovered';
    return this.#stored?.emptied ? 'expired' : 'repaired';
  }

  #close(closedBy: IncidentEnd, now: number): void {
    this.#change({ phase: 'closed', closedAt: now, closedBy, circuitAt: null, disabledAt: null });
    this.#add({ at: now, kind: 'closed' });
  }

  #unquiet(quiet: boolean): void {
    if (this.#state.quiet && !quiet) this.#change({ quiet: false });
  }

  #add(step: TimelineStep): void {
    this.#change({ timeline: withIncidentStep(this.#state.timeline, step) });
  }

  #change(change: Partial<IncidentState>): void {
    this.#state = { ...this.#state, ...change };
  }
}

function isSame(one: Fault, other: Fault): boolean {
  return one.code === other.code && one.message === other.message;
}

function statusOf({ code }: Fault): number | null {
  const status = /^HTTP_(\d{3})$/.exec(code)?.[1];
  return status === undefined ? null : Number(status);
}
