import {
  RateLimitLedger,
  type EndpointQuotaRequest,
  type EndpointGrants,
  type Grant,
} from '../rate-limit-ledger.js';
import { allocateQuota } from '../allocate-quota.js';
import { CUT_OFF_SOON } from './cut-off.js';
import type { Database, Run, Statement } from './database.js';
import { overtaken } from './store-error.js';

/** Class of the advisory locks under which the permits of one endpoint are divided; the number is arbitrary. */
const LOCK_FAMILY = 7_351_002;

/** Locks the endpoints in one order, so that no two nodes wait for each other. */
const LOCK: Statement = {
  name: 'rates-lock',
  text: `
    select ${CUT_OFF_SOON},
      (select count(pg_advisory_xact_lock(${LOCK_FAMILY}, key)) from (
        select distinct hashtext(id::text) as key from unnest($1::uuid[]) as id order by key) as keys)`,
};

const READ: Statement = {
  name: 'rates-read',
  text: `
    with moment as materialized (select gateway_now() as now)
    select e.endpoint_id as "endpointId", greatest(0, p.until - moment.now) as "pauseMs",
      r.position, r.node_id as "nodeId", r.calls, r.permits, r.wanted, moment.now - r.lease_until as "deadMs"
    from unnest($1::uuid[]) as e (endpoint_id) cross join moment
    left join rate_pauses p on p.endpoint_id = e.endpoint_id
    left join rate_grants r on r.endpoint_id = e.endpoint_id and r.counts_until > moment.now`,
};

/** Writes this node's rows and the pauses it was asked for. A row without permits and wants stops counting at once. */
const WRITE: Statement = {
  name: 'rates-write',
  text: `
    with moment as materialized (select gateway_now() as now),
    given as materialized (
      select * from unnest($2::uuid[], $3::int[], $4::int[], $5::int[], $6::int[], $7::bigint[])
      as g (endpoint_id, position, permits, wanted, used, linger)),
    paused as (
      insert into rate_pauses (endpoint_id, until)
      select endpoint_id, now + pause from unnest($10::uuid[], $11::bigint[]) as g (endpoint_id, pause), moment
      on conflict (endpoint_id) do update set until = greatest(rate_pauses.until, excluded.until))
    insert into rate_grants (endpoint_id, position, node_id, calls, permits, wanted, used, lease_until, counts_until)
    select endpoint_id, position, $1::uuid, $8::bigint, permits, wanted, used, now + $9::bigint,
      case when permits + wanted = 0 then now else now + $9::bigint + linger end
    from given, moment
    on conflict (endpoint_id, position, node_id) do update set calls = excluded.calls, permits = excluded.permits,
      wanted = excluded.wanted, used = excluded.used, lease_until = excluded.lease_until,
      counts_until = excluded.counts_until`,
};

const END_PAUSE: Statement = {
  name: 'rates-end-pause',
  text: 'delete from rate_pauses where endpoint_id = $1::uuid',
};

const USED: Statement = {
  name: 'rates-used',
  text: `
    select endpoint_id as "endpointId", sum(used) as used from rate_grants
    where position = 0 and counts_until > gateway_now() group by endpoint_id`,
};

interface GrantRow {
  readonly endpointId: string;
  readonly pauseMs: number;
  /** Null, like the fields below, where no node holds a permit. */
  readonly position: number | null;
  readonly nodeId: string;
  readonly calls: number;
  readonly permits: number;
  readonly wanted: number;
  /** Time since the end of the node's lease, ms; not above 0 while the lease runs. */
  readonly deadMs: number;
}

/** Divides the permits of an endpoint under its lock, held for three statements; all times are the database's. */
export class PostgresRateLimitLedger extends RateLimitLedger {
  readonly shared = true;
  readonly #database: Database;
  readonly #nodeId: string;
  #calls = 0;

  constructor(database: Database, nodeId: string) {
    super();
    this.#database = database;
    this.#nodeId = nodeId;
  }

  exchange(requests: readonly EndpointQuotaRequest[], leaseMs: number): Promise<EndpointGrants[]> {
    const call = ++this.#calls;
    const ids = requests.map(({ endpointId }) => endpointId);
    return this.#database.call(() =>
      this.#database.transaction(async (run) => {
        await run(LOCK, [ids]);
        const rows = await run<GrantRow>(READ, [ids]);
        // A call that timed out may reach the server after the next one was answered.
        if (rows.some(({ nodeId, calls }) => nodeId === this.#nodeId && calls > call)) throw overtaken();
        const grants = requests.map((request) => this.#divide(request, rows));
        await this.#write(run, { requests, grants, call, leaseMs });
        return grants;
      }),
    );
  }

  endPause(endpointId: string): Promise<void> {
    return this.#database.call(async () => void (await this.#database.run(END_PAUSE, [endpointId])));
  }

  used(): Promise<ReadonlyMap<string, number>> {
    return this.#database.call(async () => {
      const rows = await this.#database.run<{ endpointId: string; used: number }>(USED);
      return new Map(rows.map(({ endpointId, used }) => [endpointId, used]));
    });
  }

  #divide({ endpointId, pauseMs, limits }: EndpointQuotaRequest, rows: readonly GrantRow[]): EndpointGrants {
    const own = rows.filter((row) => row.endpointId === endpointId);
    return {
      endpointId,
      pauseMs: Math.max(Math.ceil(pauseMs), own[0]?.pauseMs ?? 0),
      limits: limits.map((request, position): Grant => {
        // Under a shorter window than that of an earlier process, its sends count for less time than it announced.
        const here = own
          .filter((row) => row.position === position && row.deadMs < request.lingerMs)
          .map((row) => ({ ...row, live: row.deadMs < 0 }));
        // The row of this node may have been deleted since, and its permits granted to others.
        const held = here.find(({ nodeId }) => nodeId === this.#nodeId)?.permits ?? 0;
        const others = here.filter(({ nodeId }) => nodeId !== this.#nodeId);
        return allocateQuota(
          { ...request, nodeId: this.#nodeId, keep: Math.min(request.keep, held) },
          others,
        );
      }),
    };
  }

  async #write(run: Run, { requests, grants, call, leaseMs }: Writing): Promise<void> {
    const rows = requests.flatMap(({ endpointId, limits }, at) =>
      limits.map((request, position) => ({
        endpointId,
        position,
        ...request,
        ...grants[at]!.limits[position]!,
      })),
    );
    const paused = requests.filter(({ pauseMs }) => pauseMs > 0);
    await run(WRITE, [
      this.#nodeId,
      rows.map(({ endpointId }) => endpointId),
      rows.map(({ position }) => position),
      rows.map(({ permits }) => permits),
      rows.map(({ want }) => want),
      rows.map(({ used }) => used),
      rows.map(({ lingerMs }) => Math.ceil(lingerMs)),
      call,
      leaseMs,
      paused.map(({ endpointId }) => endpointId),
      paused.map(({ pauseMs }) => Math.ceil(pauseMs)),
    ]);
  }
}

interface Writing {
  readonly requests: readonly EndpointQuotaRequest[];
  readonly grants: readonly EndpointGrants[];
  readonly call: number;
  readonly leaseMs: number;
}
