import type { Disabled } from '../model/endpoint.js';

/** What is remembered of an endpoint: enough to know it again, nothing secret. */
export interface EndpointIdentity {
  /** Digest of adapter and URL: the same URL is the same endpoint wherever it stands in the list. */
  readonly fingerprint: string;
  readonly webhookId: string;
  readonly adapter: string;
  readonly maskedUrl: string;
}

export interface StoredEndpoint extends EndpointIdentity {
  /** UUID, made when the fingerprint was first seen. */
  readonly id: string;
  readonly disabled: Disabled | null;
  /** Unix ms since when its deliveries wait; null while they go out. */
  readonly pausedAt: number | null;
  /** Unix ms when it was first seen. */
  readonly createdAt: number;
  /** Unix ms since when it is no longer configured; null while it is. */
  readonly removedAt: number | null;
}

export abstract class EndpointStore {
  /**
   * Makes the stored environment endpoints equal to those given, in one transaction: known fingerprints keep their id
   * and take the new name, unknown ones are added, the others are marked removed. One that comes back keeps its id and
   * stays disabled if it was. Where a fingerprint is given twice, the first stands. Returns all, removed ones included.
   */
  abstract sync(endpoints: readonly EndpointIdentity[]): Promise<StoredEndpoint[]>;

  /** All endpoints, removed ones included. */
  abstract list(): Promise<StoredEndpoint[]>;

  /** Sets or (null) lifts the disabling; one that stands stays as it is. Returns false for an unknown id. */
  abstract setDisabled(id: string, disabled: Disabled | null): Promise<boolean>;

  /** Sets (Unix ms) or (null) lifts the pause. Returns false for an unknown id. */
  abstract setPaused(id: string, pausedAt: number | null): Promise<boolean>;
}
