import type { Mute, NewMute } from '../model/mute.js';

/** A mute as it is stored. */
export interface StoredMute extends Mute {
  /** Grows with every write, over all mutes. */
  readonly revision: number;
}

/** Time for which a mute is kept after its end, ms. */
export const MUTE_KEPT_MS = 90 * 86_400_000;

/** The mutes that operators made. Ended ones are kept for {@link MUTE_KEPT_MS}. */
export abstract class MuteStore {
  /** Lists mutes written after the revision (0: all), ended ones included, in the order of writing. */
  abstract changes(after: number): Promise<StoredMute[]>;

  /** Stores a mute, and deletes those that ended long ago. */
  abstract add(id: string, mute: NewMute): Promise<StoredMute>;

  /** Ends a mute early. Returns null where none of that id holds. */
  abstract end(id: string): Promise<StoredMute | null>;
}
