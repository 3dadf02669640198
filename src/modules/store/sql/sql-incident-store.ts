import {
  withIncidentStep,
  type Evidence,
  type Incident,
  type IncidentState,
  type Told,
} from '../../model/incident.js';
import type { Page, PageRequest } from '../history-store.js';
import {
  IncidentStore,
  remarkStep,
  type IncidentCounts,
  type IncidentFilter,
  type NewIncident,
  type Remark,
  type Situation,
} from '../incident-store.js';
import {
  activeIncidentOf,
  evidenceOf,
  failureOf,
  incidentOf,
  troubledEndpointOf,
  type ActiveRow,
  type EndpointRow,
  type EvidenceRow,
  type FailureRow,
  type IncidentRow,
} from './incident-rows.js';
import * as write from './incident-sql.js';
import { query, type SqlRunner, type SqlScript } from './sql-runner.js';

const NONE: IncidentCounts = { failed: 0, redelivering: 0, delivered: 0, cancelled: 0 };

/** The port `IncidentStore` over either driver. */
export class SqlIncidentStore extends IncidentStore {
  readonly #sql: SqlRunner;

  constructor(sql: SqlRunner) {
    super();
    this.#sql = sql;
  }

  async situation(): Promise<Situation | null> {
    const [busy] = await this.#sql.read<{ now: number }>(write.isBusy);
    if (!busy) return null;
    const { now } = busy;
    // The failures are read first: one that is filed meanwhile is found in its incident below.
    const failures = (await this.#sql.read<FailureRow>(write.unfiled)).map((row) => failureOf(row, now));
    const incidents = (await this.#sql.read<ActiveRow>(write.active)).map(activeIncidentOf);
    const ids = [...new Set([...failures, ...incidents].map(({ endpointId }) => endpointId))];
    const rows = await this.#sql.read<EndpointRow>(write.troubled(ids));
    return { now, failures, incidents, endpoints: rows.map(troubledEndpointOf) };
  }

  open(incident: NewIncident, deliveryIds: readonly string[]): Promise<boolean> {
    return this.#sql.transaction(function* (): SqlScript<boolean> {
      const [opened] = yield* query(write.insert(incident));
      if (opened) yield* filed(incident.id, deliveryIds);
      return opened !== undefined;
    });
  }

  change(incident: Incident, state: IncidentState, deliveryIds: readonly string[]): Promise<boolean> {
    return this.#sql.transaction(function* (): SqlScript<boolean> {
      const [changed] = yield* query(write.update(incident, state));
      if (changed) yield* filed(incident.id, deliveryIds);
      return changed !== undefined;
    });
  }

  async drop(deliveryIds: readonly string[]): Promise<void> {
    await this.#sql.write(write.file(null, deliveryIds));
  }

  async told(incident: Incident, told: Told): Promise<boolean> {
    return (await this.#sql.write(write.tell(incident, told))).length > 0;
  }

  remark(id: string, remark: Remark): Promise<Incident | null> {
    return this.#sql.transaction(function* (): SqlScript<Incident | null> {
      const [row] = yield* query<IncidentRow>(write.lockById(id));
      if (!row) return null;
      const [moment] = yield* query<{ now: number }>((sql) => `select ${sql.now()} as now`);
      const step = remarkStep(moment!.now, remark);
      const timeline = JSON.stringify(withIncidentStep(incidentOf(row).timeline, step));
      const acknowledgedBy = remark.kind === 'acknowledged' ? remark.by : null;
      const [changed] = yield* query<IncidentRow>(
        write.writeRemark({ id, timeline, note: remark.note, acknowledgedBy }),
      );
      return incidentOf(changed!);
    });
  }

  async evidence(endpointId: string, since: number): Promise<Evidence[]> {
    const rows = await this.#sql.read<EvidenceRow>(write.evidence(endpointId, since));
    return rows.map((row) => evidenceOf(row));
  }

  async find(id: string): Promise<Incident | null> {
    const [row] = await this.#sql.read<IncidentRow>(write.findById(id));
    return row ? incidentOf(row) : null;
  }

  async list(filter: IncidentFilter, page: PageRequest): Promise<Page<Incident>> {
    const found = (await this.#sql.read<IncidentRow>(write.list(filter, page))).map(incidentOf);
    const rows = found.slice(0, page.limit);
    const last = rows.at(-1);
    return { rows, next: found.length > page.limit && last ? { at: last.openedAt, id: last.id } : null };
  }

  async counts(ids: readonly string[]): Promise<IncidentCounts[]> {
    if (ids.length === 0) return [];
    const rows = await this.#sql.read<IncidentCounts & { readonly id: string }>(write.counts(ids));
    const byId = new Map(rows.map(({ id, ...counts }) => [id, counts]));
    return ids.map((id) => byId.get(id) ?? NONE);
  }

  versions(): Promise<{ id: string; version: number }[]> {
    return this.#sql.read<{ id: string; version: number }>(write.versions);
  }

  async purge(before: number): Promise<number> {
    return (await this.#sql.write(write.purge(before))).length;
  }
}

/** Files deliveries with an incident, in the transaction that has changed it; counts those that are new to it. */
function* filed(incidentId: string, deliveryIds: readonly string[]): SqlScript<void> {
  if (deliveryIds.length === 0) return;
  const fresh = yield* query(write.fresh(incidentId, deliveryIds));
  yield* query(write.file(incidentId, deliveryIds));
  if (fresh.length > 0) yield* query(write.addFailed(incidentId, fresh.length));
}
