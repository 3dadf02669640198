import type { GatewayProcess, Json } from '../support/gateway-process.ts';
import { ADMIN } from './scene.ts';

/** The API's answers about a database. Each part is a list of rows, by the names and in the shapes of the API. */
export interface Contents {
  readonly endpoints: readonly Json[];
  readonly eventTypes: readonly Json[];
  readonly events: readonly Json[];
  readonly deliveries: readonly Json[];
  readonly operations: readonly Json[];
  readonly audit: readonly Json[];
  /** Deliveries that were settled in {@link hours}, by outcome. */
  readonly statistics: Json;
  readonly hours: Hours;
}

/** A range of whole hours, ISO 8601; `to` is exclusive. */
export interface Hours {
  readonly from: string;
  readonly to: string;
}

const HOUR_MS = 3_600_000;

/** Returns this hour and the one before it: the hours in which a database that was just filled has figures. */
function latestHours(now = Date.now()): Hours {
  const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
  return { from: new Date(hour - HOUR_MS).toISOString(), to: new Date(hour + HOUR_MS).toISOString() };
}

/** Fields of an endpoint that its owner has set, or that an operator has. */
const ENDPOINT = [
  'id', 'webhook_id', 'name', 'source', 'adapter', 'url', 'events', 'filter', 'headers', 'options', 'timeout_ms', 'max_retries',
  'rate_limit', 'ordering', 'message', 'payload', 'state', 'disabled_reason', 'disabled_at', 'paused_at', 'created_at',
]; // prettier-ignore
const EVENT = [
  'id',
  'type',
  'timestamp',
  'accepted_at',
  'job_id',
  'mismatch',
  'unrouted',
  'data',
  'cloud_event',
];
const DELIVERY = [
  'id', 'event_id', 'event', 'job_id', 'endpoint_id', 'webhook_id', 'state', 'attempts', 'created_at', 'settled_at', 'reason',
  'last_status', 'replay_of', 'data', 'history',
]; // prettier-ignore
const ATTEMPT = ['number', 'started_at', 'duration_ms', 'status', 'outcome', 'response', 'request'];
const OPERATION = [
  'id', 'kind', 'state', 'total', 'processed', 'succeeded', 'failed', 'rate', 'created_at', 'finished_at',
]; // prettier-ignore
const AUDIT = ['id', 'at', 'actor', 'action', 'target', 'detail', 'outcome'];

/** Reads everything that a gateway shows of its database; the statistics are those of `hours`. */
export async function readContents(gateway: GatewayProcess, hours = latestHours()): Promise<Contents> {
  const api = new Reader(gateway);
  const [events, deliveries] = [await api.all('events'), await api.all('deliveries')];
  return {
    endpoints: (await api.all('endpoints')).map((row) => pick(row, ENDPOINT)),
    eventTypes: (await api.all('event-types', 'event_types')).filter(({ source }) => source === 'api'),
    events: await api.details('events', events, 'event', EVENT),
    deliveries: (await api.details('deliveries', deliveries, 'delivery', DELIVERY)).map((row) => ({
      ...row,
      history: row.history.map((one: Json) => pick(one, ATTEMPT)),
    })),
    operations: (await api.all('operations')).map((row) => pick(row, OPERATION)),
    audit: (await api.all('audit', 'entries')).map((row) => pick(row, AUDIT)),
    statistics: await api.totals(hours),
    hours,
  };
}

const pick = (row: Json, names: readonly string[]): Json =>
  Object.fromEntries(names.filter((name) => row[name] !== undefined).map((name) => [name, row[name]]));

class Reader {
  readonly #gateway: GatewayProcess;

  constructor(gateway: GatewayProcess) {
    this.#gateway = gateway;
  }

  async get(path: string): Promise<Json> {
    const { status, body } = await this.#gateway.get(`/api/webhooks/${path}`, ADMIN);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** All pages of a list. */
  async all(list: string, name = list): Promise<Json[]> {
    const rows: Json[] = [];
    let cursor: string | null = null;
    do {
      const page: Json = await this.get(
        cursor === null ? list : `${list}?cursor=${encodeURIComponent(cursor)}`,
      );
      rows.push(...page[name]);
      cursor = page.next_cursor ?? null;
    } while (cursor !== null);
    return rows;
  }

  async details(
    list: string,
    rows: readonly Json[],
    name: string,
    fields: readonly string[],
  ): Promise<Json[]> {
    const details: Json[] = [];
    for (const { id } of rows)
      details.push(pick((await this.get(`${list}/${encodeURIComponent(id)}`))[name], fields));
    return details;
  }

  /** Sums the settled deliveries of these hours, over all endpoints. */
  async totals({ from, to }: Hours): Promise<Json> {
    const { stats } = await this.get(`stats?from=${from}&to=${to}&step=hour`);
    return {
      delivered: stats.totals.delivered,
      failed: stats.totals.failed,
      cancelled: stats.totals.cancelled,
    };
  }
}
