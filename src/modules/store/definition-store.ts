/** The source of a definition; endpoints of the environment have no definition. */
export type DefinitionSource = 'file' | 'api';

/** The definition of one endpoint as it is to be written. */
export interface DefinitionChange {
  /** UUID of the endpoint. */
  readonly id: string;
  readonly source: DefinitionSource;
  /** Identifies the endpoint; unique among all endpoints. */
  readonly fingerprint: string;
  readonly adapter: string;
  readonly maskedUrl: string;
  /** JSON, free of secrets. */
  readonly settings: string;
  /** The secret settings, encrypted. */
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
  /** Unix ms of the removal, which deletes the secrets; null while the endpoint exists. */
  readonly removedAt: number | null;
}

/** The settings of endpoints from the API and from the configuration file. */
export abstract class DefinitionStore {
  /** Lists definitions written after the revision (0: all), removed ones included, in the order of writing. */
  abstract changes(after: number): Promise<StoredDefinition[]>;

  /**
   * Writes and removes endpoints in one transaction. An endpoint keeps its public name unless another that exists has
   * it; then it gets the next number that was never used. Removing an endpoint twice is allowed. Returns the endpoints
   * written, in the order given, then those that this call has removed; null, with nothing written, when one of them is
   * no longer at the revision that its change was derived from.
   */
  abstract write(
    puts: readonly DefinitionChange[],
    removals: readonly string[],
  ): Promise<StoredDefinition[] | null>;
}
