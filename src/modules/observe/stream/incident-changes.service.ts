import { Injectable } from '@nestjs/common';
import { IncidentPresenter } from '../../incidents/incident.presenter.js';
import type { IncidentView } from '../../incidents/incident.response.js';
import { IncidentStore } from '../../store/incident-store.js';

/** Notices which incidents any node has changed since the last look. */
@Injectable()
export class IncidentChanges {
  #known: ReadonlyMap<string, number> | null = null;

  constructor(
    private readonly store: IncidentStore,
    private readonly presenter: IncidentPresenter,
  ) {}

  /** Resolves with what has changed since the last call; with nothing at the first. Rejects when the store does not answer. */
  async next(): Promise<IncidentView[]> {
    const before = this.#known;
    const now = new Map((await this.store.versions()).map(({ id, version }) => [id, version]));
    this.#known = now;
    if (before === null) return [];
    const changed = [...now].filter(([id, version]) => before.get(id) !== version);
    const found = await Promise.all(changed.map(([id]) => this.store.find(id)));
    return this.presenter.all(found.filter((incident) => incident !== null));
  }
}
