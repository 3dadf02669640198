/** Reason of a delivery that waits in a digest (`pending`), or that was told by one (`delivered`). */
export const GROUPED = 'grouped';
/** Reason of the delivery of a digest that still gathers. */
export const GATHERING = 'gathering';
/** Reason of the delivery of a digest that has nothing to tell: what it gathered has gone elsewhere. */
export const DIGEST_EMPTY = 'digest_empty';
/** Type of the event that a digest sends. */
export const DIGEST_EVENT = 'webhook.digest';
/** Deliveries that one digest gathers. */
export const DIGEST_MEMBERS_MAX = 10_000;

/** The join of a delivery to the digest of its endpoint. A settlement with a join gives up the turn of the delivery in its job. */
export interface DigestJoin {
  readonly endpointId: string;
  /** Public name of the endpoint. */
  readonly webhookId: string;
  /** Class of the event's error, see `errorClassOf`; null: it tells of none. */
  readonly errorClass: string | null;
  /** Members that fill a digest; the one that does is its last, and it is sent at once. */
  readonly max: number;
  /** The digest that is opened where the endpoint has none that gathers. */
  readonly opening: {
    /** UUIDv7 of the delivery, the carrier. */
    readonly carrierId: string;
    /** UUID of its event. */
    readonly eventId: string;
    /** Data of its event until its content is known, JSON. */
    readonly data: string;
    /** ISO 8601. */
    readonly timestamp: string;
    /** Wait until it is sent, ms. */
    readonly inMs: number;
  };
}

/** One delivery of a digest, as its content counts it. */
export interface DigestMember {
  readonly deliveryId: string;
  readonly type: string;
  readonly jobId: string | null;
  /** Unix ms. */
  readonly acceptedAt: number;
  readonly errorClass: string | null;
}

interface Gathering {
  /** Event patterns that are gathered; null: every event. Others are sent at once. */
  readonly types: readonly string[] | null;
  /** Event patterns that are sent at once all the same. */
  readonly except: readonly string[];
}

/** A storm: once more than `over` messages were sent within a time, further ones are gathered, and told by one each `everyMs`. */
export interface StormDigest extends Gathering {
  readonly kind: 'storm';
  readonly over: number;
  readonly withinMs: number;
  readonly everyMs: number;
}

/** All messages wait for a time of day, or for the next of several of the same distance. */
export interface ScheduledDigest extends Gathering {
  readonly kind: 'scheduled';
  /** A part of a day, or a day. */
  readonly everyMs: number;
  /** Minutes from midnight. */
  readonly at: number;
  /** 0: Sunday; null: every day. */
  readonly weekdays: readonly number[] | null;
  /** IANA time zone. */
  readonly zone: string;
}

export type Digest = StormDigest | ScheduledDigest;

/** The digest of endpoints that people read and that name none: nobody floods a channel by accident. */
export const DEFAULT_STORM: StormDigest = {
  kind: 'storm',
  over: 30,
  withinMs: 300_000,
  everyMs: 300_000,
  types: null,
  except: [],
};
