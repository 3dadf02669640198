import { Readable } from 'node:stream';
import { Controller, Get, Query, Req, Res, ServiceUnavailableException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SessionWatch } from '../../access/console/session-watch.service.js';
import { FilterReader } from '../../history/filter-reader.service.js';
import { DELIVERY_FIELDS, EVENT_FIELDS } from '../../history/query/filters.js';
import { QueryReader } from '../../history/query/query-reader.js';
import { Clock } from '../../model/clock.js';
import { isoTime } from '../../model/iso-time.js';
import { DELIVERY_COLUMNS, EVENT_COLUMNS, type Columns } from './columns.js';
import { ExportRows, type Pages } from './export-rows.service.js';
import { exportText } from './export-text.js';
import { api } from './export.openapi.js';

/** Exports at a time, at most. */
const EXPORTS_MAX = 8;
/** Interval at which an export checks that the session or key that asked for it has not ended, ms. */
const WATCH_MS = 5_000;
const MEDIA = { csv: 'text/csv; charset=utf-8; header=present', ndjson: 'application/x-ndjson' } as const;

interface Export<View> {
  readonly list: 'events' | 'deliveries';
  readonly format: keyof typeof MEDIA;
  readonly pages: Pages<View>;
  readonly columns: Columns<View>;
}

type Given = Record<string, unknown>;

/** Exports whole lists as files: a page is read as the one before has been sent, so memory stays flat. */
@Controller('api/webhooks/export')
export class ExportController {
  #open = 0;

  constructor(
    private readonly rows: ExportRows,
    private readonly filters: FilterReader,
    private readonly clock: Clock,
    private readonly watch: SessionWatch,
  ) {}

  @api.exportEventsAsCsv
  @Get('events.csv')
  eventsCsv(
    @Query() given: Given,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#events(given, request, reply, 'csv');
  }

  @api.exportEventsAsNdjson
  @Get('events.ndjson')
  eventsNdjson(
    @Query() given: Given,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#events(given, request, reply, 'ndjson');
  }

  @api.exportDeliveriesAsCsv
  @Get('deliveries.csv')
  deliveriesCsv(
    @Query() given: Given,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#deliveries(given, request, reply, 'csv');
  }

  @api.exportDeliveriesAsNdjson
  @Get('deliveries.ndjson')
  deliveriesNdjson(
    @Query() given: Given,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#deliveries(given, request, reply, 'ndjson');
  }

  #events(given: Given, request: FastifyRequest, reply: FastifyReply, format: keyof typeof MEDIA) {
    const query = new QueryReader(given, EVENT_FIELDS);
    const filter = this.filters.events(query);
    query.throwFaults();
    const pages = this.rows.events(filter);
    return this.#send({ list: 'events', format, pages, columns: EVENT_COLUMNS }, request, reply);
  }

  #deliveries(given: Given, request: FastifyRequest, reply: FastifyReply, format: keyof typeof MEDIA) {
    const query = new QueryReader(given, DELIVERY_FIELDS);
    const filter = this.filters.deliveries(query);
    query.throwFaults();
    const pages = this.rows.deliveries(filter);
    return this.#send({ list: 'deliveries', format, pages, columns: DELIVERY_COLUMNS }, request, reply);
  }

  /** Sends an export. A store that fails meanwhile breaks the connection, so that half a file is not taken for a whole one. */
  async #send<View extends object>(
    { list, format, pages, columns }: Export<View>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    if (this.#open >= EXPORTS_MAX)
      throw new ServiceUnavailableException({ message: 'Too many exports are running.', retryAfter: 30 });
    const day = isoTime(this.clock.now()).slice(0, 16).replaceAll(':', '');
    void reply.headers({
      'Content-Type': MEDIA[format],
      'Content-Disposition': `attachment; filename="${list}-${day}.${format}"`,
      'Cache-Control': 'no-store',
    });
    if (request.method === 'HEAD') return void reply.send();
    // Counted before anything is read: requests that arrive together would all pass the check.
    this.#open++;
    const stream = await this.#stream(pages, (begun) => exportText(format, begun, columns));
    const over = this.watch.ended(request, WATCH_MS).subscribe(() => stream.destroy());
    stream.once('close', () => {
      over.unsubscribe();
      this.#open--;
    });
    void reply.send(stream);
  }

  async #stream<View>(
    pages: Pages<View>,
    write: (pages: Pages<View>) => AsyncGenerator<string>,
  ): Promise<Readable> {
    try {
      return Readable.from(write(await begun(pages)), { objectMode: false });
    } catch (error) {
      this.#open--;
      throw error;
    }
  }
}

/** The same pages, of which the first has been read: a store that fails at once is an answer of its own. */
async function begun<View>(pages: Pages<View>): Promise<Pages<View>> {
  const first = await pages.next();
  return (async function* () {
    if (first.done === true) return;
    yield first.value;
    yield* pages;
  })();
}
