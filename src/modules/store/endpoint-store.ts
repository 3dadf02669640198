import type { Disabled } from '../model/endpoint.js';

/** The parts that identify an endpoint; none is a secret. */
export interface EndpointIdentity {
  /** Digest of adapter and URL: the same URL is the same endpoint at any index of the list. */
  readonly fingerprint: string;
  readonly webhookId: string;
  readonly adapter: string;
  readonly maskedUrl: string;
}

export interface StoredEndpoint extends EndpointIdentity {
  /** UUID, made when the fingerprint was first configured. */
  readonly id: string;
  readonly disabled: Disabled | null;
  /** Unix ms since when the endpoint is paused; null while it is not. */
  readonly pausedAt: number | null;
  /** Unix ms when it was first configured. */
  readonly createdAt: number;
  /** Unix ms since when it is no longer configured; null while it is configured. */
  readonly removedAt: number | null;
}

/** The endpoints that were ever configured, with their disabling and pause. */
export abstract class EndpointStore {
  /**
   * Makes the stored environment endpoints equal to those given, in one transaction: known fingerprints keep their id
   * and take the new name, unknown ones are added, the others are marked removed. An endpoint that comes back keeps its
   * id and its disabling. Of a fingerprint given twice, the first counts. Returns all endpoints, removed ones included.
   */
  abstract sync(endpoints: readonly EndpointIdentity[]): Promise<StoredEndpoint[]>;

  /** Adds the endpoint of a listener, which no definition describes. Returns its id. */
  abstract addListener(endpoint: EndpointIdentity): Promise<string>;

  /** Marks an endpoint as removed; one that is removed stays as it is. */
  abstract markRemoved(id: string): Promise<void>;

  /** Lists all endpoints, removed ones included, in the order of their creation. */
  abstract list(): Promise<StoredEndpoint[]>;

  /** Disables the endpoint or (null) enables it; a disabling that is set stays as it is. Returns false for an unknown id. */
  abstract setDisabled(id: string, disabled: Disabled | null): Promise<boolean>;

  /** Pauses the endpoint (Unix ms) or (null) resumes it. Returns false for an unknown id. */
  abstract setPaused(id: string, pausedAt: number | null): Promise<boolean>;
}
