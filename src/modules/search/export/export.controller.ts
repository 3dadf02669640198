import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Exports } from '../../access/exports.service.js';
import { FilterReader } from '../../history/filter-reader.service.js';
import { DELIVERY_FIELDS, EVENT_FIELDS } from '../../history/query/filters.js';
import { QueryReader } from '../../history/query/query-reader.js';
import type { ExportFormat } from '../../http/export-text.js';
import { DELIVERY_COLUMNS, EVENT_COLUMNS } from './columns.js';
import { ExportRows } from './export-rows.service.js';
import { api } from './export.openapi.js';

type Given = Record<string, unknown>;

/** Exports the lists of a filter as files. */
@Controller('api/webhooks/export')
export class ExportController {
  constructor(
    private readonly rows: ExportRows,
    private readonly filters: FilterReader,
    private readonly exports: Exports,
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

  #events(given: Given, request: FastifyRequest, reply: FastifyReply, format: ExportFormat) {
    const query = new QueryReader(given, EVENT_FIELDS);
    const filter = this.filters.events(query);
    query.throwFaults();
    const pages = this.rows.events(filter);
    return this.exports.send({ list: 'events', format, pages, columns: EVENT_COLUMNS }, request, reply);
  }

  #deliveries(given: Given, request: FastifyRequest, reply: FastifyReply, format: ExportFormat) {
    const query = new QueryReader(given, DELIVERY_FIELDS);
    const filter = this.filters.deliveries(query);
    query.throwFaults();
    const pages = this.rows.deliveries(filter);
    return this.exports.send(
      { list: 'deliveries', format, pages, columns: DELIVERY_COLUMNS },
      request,
      reply,
    );
  }
}
