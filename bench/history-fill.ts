import SqliteDatabase from 'better-sqlite3';

/** Between two events, ms: a million of them are some four months. */
const APART_MS = 10_000;

/** What stands where: types, states and errors in the proportions of an ordinary life; `n` counts from 1. */
const TYPE = `case when n % 1000 = 0 then 'job.timeout' when n % 10 = 0 then 'job.failed' else 'job.completed' end`;
const STATE = `case when n % 50 = 0 then 'failed' else 'delivered' end`;
const DATA = `'{"job_id":"job-' || (n / 3) || '","text":"${'x'.repeat(400)}"}'`;
const CODE = `case when n % 50 = 0 then 'HTTP_503' end`;
const MESSAGE = `case when n % 20000 = 0 then 'the needle' when n % 50 = 0 then 'HTTP 503 response' end`;

interface Sql {
  readonly rows: string;
  /** A UUIDv7 made at `at`. */
  readonly id: string;
  readonly bare: string;
}

function statements({ rows, id, bare }: Sql, endpoint: string, start: number): string[] {
  const of = `from (select n, ${start} + n * ${APART_MS} as at from ${rows}) as made`;
  return [
    `insert into events (id, type, size, timestamp, accepted_at, bare, data, job_id)
     select 'event-' || n, ${TYPE}, 430, 'then', at, ${bare}, ${DATA}, 'job-' || (n / 3) ${of}`,
    `insert into deliveries (id, event_id, endpoint_id, webhook_id, position, state, attempts, created_at, settled_at, reason)
     select ${id}, 'event-' || n, '${endpoint}', 'webhook_1', 0, ${STATE}, 1, at, at + 50, ${CODE} ${of}`,
    `insert into attempts (delivery_id, number, started_at, duration_ms, recorded_at, status, outcome, error_code,
       error_message)
     select ${id}, 1, at, 50, at + 50, 200, case when n % 50 = 0 then 'rejected' else 'delivered' end, ${CODE},
       ${MESSAGE} ${of}`,
  ];
}

const startOf = (count: number): number => Date.now() - count * APART_MS;

export function fillSqlite(file: string, count: number): void {
  const database = new SqliteDatabase(file);
  const [{ id }] = database.prepare<[], { id: string }>('select id from endpoints').all() as [{ id: string }];
  const rows = `(with recursive c (n) as (select 1 union all select n + 1 from c where n < ${count}) select n from c)`;
  const uuid = `printf('%08x-%04x-7000-8000-%012x', at >> 16, at & 65535, n)`;
  for (const text of statements({ rows, id: uuid, bare: '0' }, id, startOf(count))) database.exec(text);
  database.close();
}

export async function fillPostgres(
  query: <Row extends object>(text: string) => Promise<Row[]>,
  count: number,
): Promise<void> {
  const [endpoint] = await query<{ id: string }>('select id from endpoints');
  const rows = `generate_series(1::bigint, ${count}) as n`;
  const hex = (value: string, digits: number): string => `lpad(to_hex(${value}), ${digits}, '0')`;
  const uuid = `(${hex('at >> 16', 8)} || '-' || ${hex('at & 65535', 4)} || '-7000-8000-' || ${hex('n', 12)})::uuid`;
  const sql = { rows, id: uuid, bare: 'false' };
  for (const text of statements(sql, endpoint!.id, startOf(count))) {
    await query(text.replace(`'${endpoint!.id}'`, `'${endpoint!.id}'::uuid`));
  }
  for (const table of ['events', 'deliveries', 'attempts']) await query(`vacuum analyze ${table}`);
}
