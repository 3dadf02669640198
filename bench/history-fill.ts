import SqliteDatabase from 'better-sqlite3';

/** Time between two events, ms: a million of them cover about four months. */
const APART_MS = 10_000;

/** Event types, states and errors in realistic proportions, as SQL; `n` counts from 1. */
const TYPE = `case when n % 1000 = 0 then 'job.timeout' when n % 10 = 0 then 'job.failed' else 'job.completed' end`;
const STATE = `case when n % 50 = 0 then 'failed' else 'delivered' end`;
const DATA = `'{"job_id":"job-' || (n / 3) || '","text":"${'x'.repeat(400)}"}'`;
const CODE = `case when n % 50 = 0 then 'HTTP_503' end`;
const MESSAGE = `case when n % 20000 = 0 then 'the needle' when n % 50 = 0 then 'HTTP 503 response' end`;

interface Sql {
  readonly rows: string;
  /** SQL of a UUIDv7 made at `at`. */
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

/** Number of endpoints with deliveries in every minute of a day and every hour of two months. */
const BUSY = 10;
const STEPS: readonly { readonly ms: number; readonly count: number }[] = [
  { ms: 60_000, count: 1_440 },
  { ms: 3_600_000, count: 1_440 },
];
const BUCKETS = [0, 0, 0, 0, 0, 0, 3, 20, 60, 90, 40, 10, 4, 2, 1, 0, 0, 1];

interface Series {
  /** SQL of the numbers from 1 to `count`, as `n`. */
  readonly numbers: (count: number) => string;
  /** SQL of the id of endpoint `n`, as text to cast. */
  readonly endpoint: string;
  readonly durations: string;
  /** Column, and its value, that only one of the drivers has. */
  readonly part: readonly [string, string];
}

function seriesStatements({ numbers, endpoint, durations, part: [column, value] }: Series): string[] {
  const now = Date.now();
  return STEPS.flatMap(({ ms, count }) => {
    const at = `${now - (now % ms)} - (step.n - 1) * ${ms}`;
    return [
      `insert into delivery_statistics (step_ms, at, endpoint_id, delivered, failed, retried, cancelled, durations${column})
       select ${ms}, ${at}, ${endpoint}, 228, 3, 5, 0, ${durations}${value}
       from ${numbers(count)} as step, ${numbers(BUSY)} as busy`,
      `insert into backlog (step_ms, at, waiting, past_due) select ${ms}, ${at}, 7, 2 from ${numbers(count)} as step`,
    ];
  });
}

const startOf = (count: number): number => Date.now() - count * APART_MS;

/** Fills an SQLite store with `count` deliveries. */
export function fillSqlite(file: string, count: number): void {
  const database = new SqliteDatabase(file);
  const [{ id }] = database.prepare<[], { id: string }>('select id from endpoints').all() as [{ id: string }];
  const numbers = (most: number): string =>
    `(with recursive c (n) as (select 1 union all select n + 1 from c where n < ${most}) select n from c)`;
  const uuid = `printf('%08x-%04x-7000-8000-%012x', at >> 16, at & 65535, n)`;
  for (const text of statements({ rows: numbers(count), id: uuid, bare: '0' }, id, startOf(count)))
    database.exec(text);
  const series: Series = {
    numbers,
    endpoint: `printf('endpoint-%d', busy.n)`,
    durations: `'${JSON.stringify(BUCKETS)}'`,
    part: ['', ''],
  };
  for (const text of seriesStatements(series)) database.exec(text);
  database.close();
}

/** Fills a PostgreSQL store with `count` deliveries. */
export async function fillPostgres(
  query: <Row extends object>(text: string) => Promise<Row[]>,
  count: number,
): Promise<void> {
  const [endpoint] = await query<{ id: string }>('select id from endpoints');
  const numbers = (most: number): string => `(select n from generate_series(1::bigint, ${most}) as n)`;
  const hex = (value: string, digits: number): string => `lpad(to_hex(${value}), ${digits}, '0')`;
  const uuid = `(${hex('at >> 16', 8)} || '-' || ${hex('at & 65535', 4)} || '-7000-8000-' || ${hex('n', 12)})::uuid`;
  const sql = { rows: `${numbers(count)} as numbers`, id: uuid, bare: 'false' };
  for (const text of statements(sql, endpoint!.id, startOf(count))) {
    await query(text.replace(`'${endpoint!.id}'`, `'${endpoint!.id}'::uuid`));
  }
  const series: Series = {
    numbers,
    endpoint: `lpad(to_hex(busy.n), 32, '0')::uuid`,
    durations: `array[${BUCKETS.join()}]`,
    part: [', part', ', 0'],
  };
  for (const text of seriesStatements(series)) await query(text);
  for (const table of ['events', 'deliveries', 'attempts', 'delivery_statistics', 'backlog'])
    await query(`vacuum analyze ${table}`);
}
