/** Where an endpoint with a definition comes from; those of the environment have none. */
export type DefinitionSource = 'file' | 'api';

/** The definition of one endpoint as it is to be written. */
export interface DefinitionChange {
  /** UUID of the endpoint. */
  readonly id: string;
  readonly source: DefinitionSource;
  /** Unique among all endpoints: what the endpoint is known again by. */
  readonly fingerprint: string;
  readonly adapter: string;
  readonly maskedUrl: string;
  /** JSON, free of secrets. */
  readonly settings: string;
  /** What is secret, encrypted. */
  readonly sealed: string;
  /** The revision this change was made from; null for a new endpoint. */
  readonly derivedFrom: number | null;
}

export interface StoredDefinition extends Omit<DefinitionChange, 'derivedFrom'> {
  /** Public name: `webhook_4`. */
  readonly webhookId: string;
  /** Grows with every write, over all definitions. */
  readonly revision: number;
  /** Unix ms. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Unix ms; what was secret is gone then. Null while the endpoint exists. */
  readonly removedAt: number | null;
}

/** What endpoints are that were not written into the environment: from the API and from the configuration file. */
export abstract class DefinitionStore {
  /** Definitions written after that revision (0: all), removed ones included, in the order of writing. */
  abstract changes(after: number): Promise<StoredDefinition[]>;

  /**
   * Writes and removes endpoints in one transaction. An endpoint keeps its public name unless another that exists has
   * it; otherwise it gets the next number that was never used. Removing twice is no fault. Returns those written, in the
   * order given, then those this call has removed, or null when one of them is no longer at the revision it was derived
   * from: then nothing was written.
   */
  abstract write(
    puts: readonly DefinitionChange[],
    removals: readonly string[],
  ): Promise<StoredDefinition[] | null>;
}
