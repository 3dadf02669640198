import { Injectable } from '@nestjs/common';
import { merge, Subject, type Observable } from 'rxjs';
import { CircuitBreakers } from '../../delivery/breaker/circuit-breakers.service.js';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { endpointState } from '../../model/endpoint.js';
import { breakerState, isRecovering } from '../../model/lane-states.js';

/** The state of an endpoint and its breaker, as the stream publishes it; `state` is `removed` for the last message of an endpoint. */
interface EndpointStateView {
  readonly id: string;
  readonly webhook_id: string;
  readonly state: string;
  readonly breaker: string;
  readonly recovering: boolean;
}

/** Notices when an endpoint is added or removed, and when its state or its breaker changes. */
@Injectable()
export class EndpointStateChanges {
  readonly #last = new Map<string, EndpointStateView>();
  readonly #changes = new Subject<EndpointStateView>();
  readonly changes: Observable<EndpointStateView> = this.#changes.asObservable();

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly breakers: CircuitBreakers,
  ) {
    merge(catalogue.changes, breakers.changes).subscribe(() => this.compare());
  }

  /** Compares every endpoint with the state it had last; one that is gone is `removed`. */
  compare(): void {
    const gone = new Set(this.#last.keys());
    for (const endpoint of this.catalogue.all()) {
      const { id, webhookId } = endpoint;
      const stage = this.breakers.state(id);
      gone.delete(id);
      this.#keep({
        id,
        webhook_id: webhookId,
        state: endpointState(endpoint),
        breaker: breakerState(stage),
        recovering: isRecovering(stage),
      });
    }
    for (const id of gone) {
      const last = this.#last.get(id)!;
      this.#last.delete(id);
      this.#changes.next({ ...last, state: 'removed' });
    }
  }

  #keep(view: EndpointStateView): void {
    const last = this.#last.get(view.id);
    this.#last.set(view.id, view);
    if (JSON.stringify(last) !== JSON.stringify(view)) this.#changes.next(view);
  }
}
