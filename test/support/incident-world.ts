import { anIncident } from './an-incident.js';
import { decideIncidents } from '../../src/modules/incidents/decide-incidents.js';
import type { IncidentStep } from '../../src/modules/incidents/incident-step.js';
import type { Fault } from '../../src/modules/model/outcome.js';
import type { ActiveIncident, Situation, UnfiledFailure } from '../../src/modules/store/incident-store.js';

interface Member {
  readonly failure: UnfiledFailure;
  state: 'failed' | 'pending' | 'delivered' | 'cancelled';
  incidentId: string | null;
  filed: boolean;
}

const ENDPOINT = 'endpoint';

/** An endpoint, its deliveries and its incidents as a store would hold them: the decision is applied to them, as a whole or in part. */
export class IncidentWorld {
  now = 1_000;
  removed = false;
  circuit: Situation['endpoints'][number]['circuit'] = null;
  disabled: Situation['endpoints'][number]['disabled'] = null;
  readonly members: Member[] = [];
  readonly incidents: ActiveIncident[] = [];
  #ids = 0;

  open(): readonly ActiveIncident[] {
    return this.incidents.filter(({ closedAt }) => closedAt === null);
  }

  openCircuit(error: Fault, quiet = false): void {
    const { now: openedAt } = this;
    this.circuit ??= { openedAt, probeAt: null, failingSince: openedAt, failures: 1, error, quiet };
  }

  disable(error: Fault): void {
    this.disabled ??= { at: this.now, error, quiet: false };
  }

  fail(error: Fault, over: Partial<UnfiledFailure> = {}): void {
    const id = `delivery-${this.members.length}`;
    const of = { deliveryId: id, endpointId: ENDPOINT, eventId: id, event: 'job.completed', jobId: null };
    const failure = {
      ...of,
      attempt: 1,
      at: this.now,
      status: null,
      error,
      reason: error.code,
      failedAt: this.now,
      ...over,
    };
    this.members.push({ failure, state: 'failed', incidentId: null, filed: false });
  }

  /** Moves the nth delivery that is in one of the states to another. */
  move(n: number, from: readonly Member['state'][], to: Member['state']): void {
    const fit = this.members.filter(({ state }) => from.includes(state));
    const member = fit[n % Math.max(1, fit.length)];
    if (!member) return;
    if (to === 'failed') member.filed = false;
    member.state = to;
  }

  /** Deletes what is settled, as retention does. */
  purge(): void {
    const kept = this.members.filter(({ state }) => state === 'pending');
    this.members.splice(0, this.members.length, ...kept);
  }

  situation(): Situation {
    const { now, removed, circuit, disabled } = this;
    const failures = this.members.filter(({ filed }) => !filed).map(({ failure }) => failure);
    return {
      now,
      failures,
      endpoints: [{ endpointId: ENDPOINT, removed, circuit, disabled }],
      incidents: this.open().map((incident) => ({ ...incident, ...this.#ofMembers(incident.id) })),
    };
  }

  /** Decides, and applies the steps that `isWritten` chooses. Returns all steps. */
  decide(isWritten: (step: IncidentStep, at: number) => boolean = () => true): readonly IncidentStep[] {
    this.now += 10;
    const steps = decideIncidents(this.situation(), () => `incident-${this.#ids++}`);
    for (const [at, step] of steps.entries()) if (isWritten(step, at)) this.#apply(step);
    return steps;
  }

  unsettled(): readonly Member[] {
    return this.members.filter(({ state }) => state === 'failed' || state === 'pending');
  }

  #ofMembers(id: string): { unsettled: boolean; emptied: boolean } {
    const own = this.members.filter(({ incidentId }) => incidentId === id);
    return {
      unsettled: own.some(({ state }) => state === 'failed' || state === 'pending'),
      emptied: own.length === 0,
    };
  }

  #apply(step: IncidentStep): void {
    const file = (incidentId: string | null) => {
      for (const member of this.members.filter(({ failure }) =>
        step.deliveryIds.includes(failure.deliveryId),
      )) {
        member.incidentId = incidentId;
        member.filed = true;
      }
    };
    if (step.kind === 'drop') return file(null);
    if (step.kind === 'open') {
      const { incident } = step;
      this.incidents.push({
        ...anIncident({ ...incident, failed: step.deliveryIds.length }),
        unsettled: false,
        emptied: false,
      });
      return file(incident.id);
    }
    const at = this.incidents.findIndex(({ id }) => id === step.incident.id);
    const known = this.incidents[at]!;
    this.incidents[at] = { ...known, ...stateOf(step.state), version: known.version + 1 };
    return file(step.incident.id);
  }
}

function stateOf(state: Extract<IncidentStep, { kind: 'change' }>['state']) {
  const { phase, error, status, quiet, circuitAt, disabledAt, first, last, timeline, closedAt, closedBy } =
    state;
  return {
    phase,
    error,
    status,
    quiet,
    circuitAt,
    disabledAt,
    first,
    last,
    timeline,
    closedAt,
    closedBy,
  };
}
