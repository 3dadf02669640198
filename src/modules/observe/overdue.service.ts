import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { ENDPOINT_HOLDERS, endpointHold, type EndpointHolder } from '../model/hold.js';
import { LaneStates } from '../model/lane-states.js';
import { pastDue, UpkeepStore, type EndpointDue } from '../store/upkeep-store.js';

/** Deliveries that are due and not being sent: those that are overdue, and those that something holds. */
export interface DueNow {
  /** Nothing holds these: the figure to alert on. */
  readonly overdue: readonly EndpointDue[];
  /** What holds the endpoint, with what is due there. */
  readonly held: readonly (EndpointDue & { readonly by: EndpointHolder })[];
}

/** Tells what is overdue from what waits for a good reason. */
@Injectable()
export class Overdue {
  constructor(
    private readonly upkeep: UpkeepStore,
    private readonly catalogue: EndpointCatalogue,
    private readonly lanes: LaneStates,
  ) {}

  async look(): Promise<DueNow> {
    const due = (await this.upkeep.due()).map((one) => ({ ...one, by: this.#holder(one.endpointId) }));
    return {
      overdue: due.filter(({ by }) => by === null),
      held: due.flatMap((one) => (one.by === null ? [] : [{ ...one, by: one.by }])),
    };
  }

  #holder(endpointId: string): EndpointHolder | null {
    const endpoint = this.catalogue.find(endpointId);
    return endpoint ? (endpointHold(endpoint, this.lanes.of(endpointId))?.by ?? null) : null;
  }
}

/** The sums over all endpoints, as the status shows them. */
export function dueView({ overdue, held }: DueNow): object {
  const late = pastDue(overdue);
  const by = Object.fromEntries(ENDPOINT_HOLDERS.map((holder) => [holder, 0])) as Record<
    EndpointHolder,
    number
  >;
  for (const one of held) by[one.by] += one.count;
  return { past_due: late.count, past_due_ms: late.sinceMs, held: pastDue(held).count, held_by: by };
}
