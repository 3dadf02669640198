import { Injectable } from '@nestjs/common';
import { errorClassOf } from '../../../adapters/event-error-class.js';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { MuteCatalogue } from '../../endpoints/mutes/mute-catalogue.service.js';
import { Clock } from '../../model/clock.js';
import type { LeasedDelivery } from '../../model/delivery.js';
import { parseJson } from '../../model/exact-json.js';
import { subjectIdOf } from '../../model/job-id.js';
import { MUTED, type MuteSubject } from '../../model/mute.js';
import { isExcepted, QUIET_HOURS, quietUntil, type QuietThen } from '../../model/quiet.js';

/** Why messages of an endpoint must not be sent now. */
export interface Silence {
  readonly reason: typeof QUIET_HOURS | typeof MUTED;
  readonly then: QuietThen;
  /** Unix ms, later than `now`. */
  readonly until: number;
  /** Unix ms: the moment at which it was asked for. */
  readonly now: number;
}

/** Finds the quiet hours and mutes that keep a message from being sent. */
@Injectable()
export class Silences {
  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly mutes: MuteCatalogue,
    private readonly clock: Clock,
  ) {}

  /** The silence in effect for a message about this event; null where the message may be sent. A silence that drops goes before one that holds. */
  of(subject: MuteSubject): Silence | null {
    const now = this.clock.now();
    const found = [...this.#mutes(subject, now), ...this.#quietHours(subject, now)];
    const [first, ...others] = found;
    if (!first) return null;
    const drop = found.find(({ then }) => then === 'drop');
    return drop ?? others.reduce((last, one) => (one.until > last.until ? one : last), first);
  }

  #mutes(subject: MuteSubject, now: number): Silence[] {
    return this.mutes
      .about(subject, now)
      .map(({ then, until }) => ({ reason: MUTED, then, until, now }) as const);
  }

  #quietHours({ endpointId, type }: MuteSubject, now: number): Silence[] {
    const quiet = this.catalogue.find(endpointId)?.quiet;
    if (!quiet || isExcepted(quiet, type)) return [];
    const until = quietUntil(quiet, now);
    return until === null ? [] : [{ reason: QUIET_HOURS, then: quiet.then, until, now }];
  }
}

/** A message about the event of a delivery, or about another one of its job, or incident, of which the `type` alone is known. */
export function subjectOf({ endpointId, event }: LeasedDelivery, type?: string): MuteSubject {
  return {
    endpointId,
    type: type ?? event.type,
    jobId: () => subjectIdOf(event.type, parseJson(event.data) as object),
    errorClass: () => (type === undefined ? errorClassOf(event.data) : null),
  };
}
