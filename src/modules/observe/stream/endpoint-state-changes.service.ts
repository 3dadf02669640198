import { Injectable } from '@nestjs/common';
import { merge, Subject, type Observable } from 'rxjs';
import { CircuitBreakers } from '../../delivery/breaker/circuit-breakers.service.js';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { endpointState } from '../../model/endpoint.js';
import { breakerState, isRecovering } from '../../model/lane-states.js';

/** The state of an endpoint and its breaker, as the stream publishes it. */
interface EndpointStateView {
  readonly id: string;
  readonly webhook_id: string;
  readonly state: string;
  readonly breaker: string;
  readonly recovering: boolean;
}

/** Notices when the state or the breaker of an endpoint changes. */
@Injectable()
export class EndpointStateChanges {
  readonly #last = new Map<string, string>();
  readonly #changes = new Subject<EndpointStateView>();
  readonly changes: Observable<EndpointStateView> = this.#changes.asObservable();

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly breakers: CircuitBreakers,
  ) {
    merge(catalogue.changes, breakers.changes).subscribe(() => this.compare());
  }

  /** Compares every endpoint with the state it had last. An endpoint that is new here is no change. */
  compare(): void {
    for (const endpoint of this.catalogue.all()) {
      const { id, webhookId } = endpoint;
      const stage = this.breakers.state(id);
      const view = {
        id,
        webhook_id: webhookId,
        state: endpointState(endpoint),
        breaker: breakerState(stage),
        recovering: isRecovering(stage),
      };
      const last = this.#last.get(id);
      const now = JSON.stringify(view);
      this.#last.set(id, now);
      if (last !== undefined && last !== now) this.#changes.next(view);
    }
  }
}
