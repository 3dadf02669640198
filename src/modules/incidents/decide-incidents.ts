import { errorClass } from '../model/error-class.js';
import type { Incident } from '../model/incident.js';
import type { Situation, TroubledEndpoint, UnfiledFailure } from '../store/incident-store.js';
import { EXPIRED } from '../store/delivery-queue.js';
import { IncidentDraft } from './incident-draft.js';
import type { IncidentStep } from './incident-step.js';

/** Open incidents of one endpoint, at most: errors whose texts all differ join the newest. */
export const OPEN_MAX = 20;

/** Decides what becomes of the incidents of all endpoints. Pure; `makeId` makes the ids of new ones. */
export function decideIncidents(situation: Situation, makeId: () => string): IncidentStep[] {
  const { now, incidents, failures } = situation;
  return situation.endpoints.flatMap((endpoint) => {
    const own = <T extends { readonly endpointId: string }>(all: readonly T[]): T[] =>
      all.filter(({ endpointId }) => endpointId === endpoint.endpointId);
    const open = own(incidents).filter(({ closedAt }) => closedAt === null);
    return new Decision(endpoint, { now, makeId }).steps(
      open.map((incident) => IncidentDraft.of(incident)),
      own(failures),
    );
  });
}

interface Moment {
  readonly now: number;
  readonly makeId: () => string;
}

/** The decision about one endpoint. */
class Decision {
  readonly #endpoint: TroubledEndpoint;
  readonly #moment: Moment;
  #drafts: IncidentDraft[] = [];

  constructor(endpoint: TroubledEndpoint, moment: Moment) {
    this.#endpoint = endpoint;
    this.#moment = moment;
  }

  steps(drafts: readonly IncidentDraft[], failures: readonly UnfiledFailure[]): IncidentStep[] {
    const { now } = this.#moment;
    this.#drafts = [...drafts];
    if (this.#endpoint.removed) {
      const ids = failures.map(({ deliveryId }) => deliveryId);
      const ends = drafts.map((draft) => draft.remove(now));
      return ids.length === 0 ? ends : [...ends, { kind: 'drop', deliveryIds: ids }];
    }
    const failing = this.#circuit();
    const disabled = this.#disabling(failing);
    const outage = disabled ?? failing;
    for (const failure of failures) this.#fileOf(failure, outage).file(failure, now);
    return this.#drafts.flatMap((draft) => draft.step(now) ?? []);
  }

  /** Finds the incident of the open circuit, or opens one; the circuits of all others are closed. */
  #circuit(): IncidentDraft | null {
    const { now } = this.#moment;
    const { circuit } = this.#endpoint;
    const error = circuit?.error ?? { code: 'unknown', message: 'unknown' };
    const carrier =
      circuit === null
        ? null
        : (this.#drafts.find((draft) => draft.circuitAt === circuit.openedAt) ?? this.#ofClass(error));
    for (const draft of this.#drafts) if (draft !== carrier) draft.circuitClosed(now);
    if (circuit) carrier!.circuitOpen(circuit, now);
    return carrier;
  }

  #disabling(failing: IncidentDraft | null): IncidentDraft | null {
    const { now } = this.#moment;
    const { disabled } = this.#endpoint;
    const carrier =
      disabled === null
        ? null
        : (this.#drafts.find((draft) => draft.disabledAt === disabled.at) ??
          failing ??
          this.#ofClass(disabled.error));
    for (const draft of this.#drafts) if (draft !== carrier) draft.enabled(now);
    if (disabled) carrier!.disable(disabled, now);
    return carrier;
  }

  /** A delivery that expires, or fails for another cause while all attempts fail, is part of that outage. */
  #fileOf(failure: UnfiledFailure, outage: IncidentDraft | null): IncidentDraft {
    const known = this.#find(errorClass(failure.error));
    if (outage && (failure.reason === EXPIRED || !known)) return outage;
    return known ?? this.#ofClass(failure.error);
  }

  #ofClass(error: Incident['error']): IncidentDraft {
    const name = errorClass(error);
    const known = this.#find(name);
    if (known) return known;
    if (this.#drafts.length >= OPEN_MAX) return this.#drafts.at(-1)!;
    const { now, makeId } = this.#moment;
    const { endpointId } = this.#endpoint;
    const draft = IncidentDraft.open({ id: makeId(), endpointId, errorClass: name, error, now });
    this.#drafts.push(draft);
    return draft;
  }

  #find(name: string): IncidentDraft | undefined {
    return this.#drafts.find((draft) => draft.errorClass === name);
  }
}
