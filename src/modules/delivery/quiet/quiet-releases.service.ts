import { isDeepStrictEqual } from 'node:util';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { MuteCatalogue } from '../../endpoints/mutes/mute-catalogue.service.js';
import type { Mute } from '../../model/mute.js';
import type { Quiet } from '../../model/quiet.js';
import { HeldDeliveries } from '../rate-limit/held-deliveries.service.js';

/**
 * Makes the deliveries that quiet hours or mutes hold due again when those of their endpoint change, and once at the start, since they
 * may have changed while the gateway was down: each turn then decides anew. Each node does so for itself.
 */
@Injectable()
export class QuietReleases implements OnApplicationBootstrap {
  #known = new Map<string, Quiet | null>();

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly mutes: MuteCatalogue,
    private readonly held: HeldDeliveries,
  ) {}

  onApplicationBootstrap(): void {
    this.#known = this.#current();
    this.catalogue.changes.subscribe(() => this.#changed());
    this.mutes.changes.subscribe((mutes) => this.#muted(mutes));
    for (const id of this.#known.keys()) void this.held.releaseQuiet(id);
  }

  #changed(): void {
    const current = this.#current();
    const before = this.#known;
    this.#known = current;
    for (const [id, quiet] of current)
      if (before.has(id) && !isDeepStrictEqual(quiet, before.get(id))) void this.held.releaseQuiet(id);
  }

  #muted(mutes: readonly Mute[]): void {
    const isOfAll = mutes.some(({ endpointId }) => endpointId === null);
    const named = new Set(mutes.map(({ endpointId }) => endpointId));
    for (const { id } of this.catalogue.all()) if (isOfAll || named.has(id)) void this.held.releaseQuiet(id);
  }

  #current(): Map<string, Quiet | null> {
    return new Map(this.catalogue.all().map(({ id, quiet }) => [id, quiet]));
  }
}
