import { GROUPED, type DigestMember } from '../../model/digest.js';
import type { LeaseRef } from '../delivery-queue.js';
import { DigestStore, type DigestState, type SealedDigest } from '../digest-store.js';
import { query, type SqlRunner, type SqlScript, type WriteSql } from './sql-runner.js';

/** A leased delivery. */
const isHeld = ({ deliveryId, leaseToken }: LeaseRef): WriteSql => {
  return (sql) =>
    `id = ${sql.value(deliveryId, 'uuid')} and state = 'sending' and lease_token = ${sql.value(leaseToken, 'text')}`;
};

/** The age of a digest counts from now on: until now it was not a message. */
const seal =
  (lease: LeaseRef): WriteSql =>
  (sql) => `
    update deliveries set carries = 'sealed', created_at = case when carries = 'sealed' then created_at else ${sql.now()} end
    where ${isHeld(lease)(sql)} and carries is not null
    returning created_at as "sealedAt"`;

const members =
  (carrierId: string): WriteSql =>
  (sql) => `
    select d.id as "deliveryId", e.type, e.job_id as "jobId", e.accepted_at as "acceptedAt",
      d.grouped_as as "errorClass"
    from deliveries d join events e on e.id = d.event_id
    where d.grouped_in = ${sql.value(carrierId, 'uuid')} and d.state = 'pending' and d.reason = '${GROUPED}'
    order by d.id`;

const types =
  (carrierId: string): WriteSql =>
  (sql) => `
    select distinct e.type from deliveries d join events e on e.id = d.event_id
    where d.grouped_in = ${sql.value(carrierId, 'uuid')} and d.state = 'pending' and d.reason = '${GROUPED}'`;

const countMembers =
  (carrierId: string, count: number): WriteSql =>
  (sql) =>
    `update deliveries set members = ${sql.value(count, 'int')} where id = ${sql.value(carrierId, 'uuid')}`;

const describe =
  (lease: LeaseRef, data: string): WriteSql =>
  (sql) => `
    update events set data = ${sql.value(data, 'text')}, size = ${Buffer.byteLength(data)}
    where id = (select event_id from deliveries where ${isHeld(lease)(sql)} and carries = 'sealed')
    returning id`;

interface StateRow {
  readonly endpointId: string;
  readonly gathering: string | null;
  readonly sealedAt: number | null;
  readonly members: number | null;
  readonly now: number;
}

const states =
  (endpointIds: readonly string[]): WriteSql =>
  (sql) => `
    select p.id as "endpointId", o.id as gathering, s.created_at as "sealedAt", s.members, ${sql.now()} as now
    from endpoints p
      left join deliveries o on o.endpoint_id = p.id and o.carries = 'open' and o.settled_at is null
      left join deliveries s on s.id = (
        select x.id from deliveries x where x.endpoint_id = p.id and x.carries is not null and x.carries = 'sealed'
        order by x.created_at desc limit 1)
    where ${sql.among('p.id', endpointIds, 'uuid')}`;

const hasten =
  (endpointId: string): WriteSql =>
  (sql) => `
    update deliveries set next_attempt_at = ${sql.now()}, reason = null
    where endpoint_id = ${sql.value(endpointId, 'uuid')} and carries = 'open' and settled_at is null
      and state = 'pending' and next_attempt_at > ${sql.now()}
    returning id`;

/** The port `DigestStore` over either driver. */
export class SqlDigestStore extends DigestStore {
  readonly #sql: SqlRunner;

  constructor(sql: SqlRunner) {
    super();
    this.#sql = sql;
  }

  seal(lease: LeaseRef): Promise<SealedDigest | null> {
    return this.#sql.transaction(function* (): SqlScript<SealedDigest | null> {
      const [sealed] = yield* query<{ sealedAt: number }>(seal(lease));
      if (!sealed) return null;
      const found = yield* query<DigestMember>(members(lease.deliveryId));
      yield* query(countMembers(lease.deliveryId, found.length));
      return { sealedAt: sealed.sealedAt, members: found };
    });
  }

  async describe(lease: LeaseRef, data: string): Promise<boolean> {
    return (await this.#sql.write(describe(lease, data))).length > 0;
  }

  async types(carrierId: string): Promise<readonly string[]> {
    return (await this.#sql.read<{ type: string }>(types(carrierId))).map(({ type }) => type);
  }

  async states(endpointIds: readonly string[]): Promise<DigestState[]> {
    if (endpointIds.length === 0) return [];
    const rows = await this.#sql.read<StateRow>(states(endpointIds));
    return rows.map(({ endpointId, gathering, sealedAt, members: count, now }) => ({
      endpointId,
      gathers: gathering !== null,
      last: sealedAt === null ? null : { agoMs: now - sealedAt, members: count ?? 0 },
    }));
  }

  async hasten(endpointId: string): Promise<void> {
    await this.#sql.write(hasten(endpointId));
  }
}
