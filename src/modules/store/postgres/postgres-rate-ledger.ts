import { RateLedger, type EndpointAsk, type EndpointGrants, type Grant } from '../rate-ledger.js';
import { shareOut } from '../share-out.js';
import { CUT_OFF_SOON } from './cut-off.js';
import type { Database, Run, Statement } from './database.js';
import { overtaken } from './store-error.js';

/** Any number: the family of the locks under which the grants of one endpoint are divided. */
const LOCK_FAMILY = 7_351_002;

/** In one order, so that no two nodes wait for one another. */
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
      r.position, r.node_id as "nodeId", r.calls, r.permits, r.wanted, r.lease_until > moment.now as live
    from unnest($1::uuid[]) as e (endpoint_id) cross join moment
    left join rate_pauses p on p.endpoint_id = e.endpoint_id
    left join rate_grants r on r.endpoint_id = e.endpoint_id and r.counts_until > moment.now`,
};

/** Permits nobody has, which nobody wants, count for nothing and are deleted in time. */
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
  /** Null, as what follows, where nobody holds anything. */
  readonly position: number | null;
  readonly nodeId: string;
  readonly calls: number;
  readonly permits: number;
  readonly wanted: number;
  readonly live: boolean;
}

/** Under a lock of each endpoint, held for three statements; all times by the database's clock. */
export class PostgresRateLedger extends RateLedger {
  readonly shared = true;
  readonly #database: Database;
  readonly #nodeId: string;
  #calls = 0;

  constructor(database: Database, nodeId: string) {
    super();
    this.#database = database;
    this.#nodeId = nodeId;
  }

  exchange(asks: readonly EndpointAsk[], leaseMs: number): Promise<EndpointGrants[]> {
    const call = ++this.#calls;
    const ids = asks.map(({ endpointId }) => endpointId);
    return this.#database.call(() =>
      this.#database.transaction(async (run) => {
        await run(LOCK, [ids]);
        const rows = await run<GrantRow>(READ, [ids]);
        // A call that was given up may still be on its way when the next has been answered.
        if (rows.some(({ nodeId, calls }) => nodeId === this.#nodeId && calls > call)) throw overtaken();
        const grants = asks.map((ask) => this.#divide(ask, rows));
        await this.#write(run, { asks, grants, call, leaseMs });
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

  #divide({ endpointId, pauseMs, limits }: EndpointAsk, rows: readonly GrantRow[]): EndpointGrants {
    const own = rows.filter((row) => row.endpointId === endpointId);
    return {
      endpointId,
      pauseMs: Math.max(Math.ceil(pauseMs), own[0]?.pauseMs ?? 0),
      limits: limits.map((ask, position): Grant => {
        const here = own.filter((row) => row.position === position);
        // What it held may be forgotten since, or given to others.
        const held = here.find(({ nodeId }) => nodeId === this.#nodeId)?.permits ?? 0;
        const others = here.filter(({ nodeId }) => nodeId !== this.#nodeId);
        return shareOut({ ...ask, nodeId: this.#nodeId, keep: Math.min(ask.keep, held) }, others);
      }),
    };
  }

  async #write(run: Run, { asks, grants, call, leaseMs }: Writing): Promise<void> {
    const rows = asks.flatMap(({ endpointId, limits }, at) =>
      limits.map((ask, position) => ({ endpointId, position, ...ask, ...grants[at]!.limits[position]! })),
    );
    const paused = asks.filter(({ pauseMs }) => pauseMs > 0);
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
  readonly asks: readonly EndpointAsk[];
  readonly grants: readonly EndpointGrants[];
  readonly call: number;
  readonly leaseMs: number;
}
