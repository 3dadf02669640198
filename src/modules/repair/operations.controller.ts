import {
  ConflictException,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import { cursorOf, PAGE_FIELDS, pageRequest, uuidOf } from '../history/query/paging.js';
import { QueryReader } from '../history/query/query-reader.js';
import { RepairStore, type Operation } from '../store/repair-store.js';
import { OperationPresenter } from './operation.presenter.js';
import type { OperationDetailAnswer, OperationsAnswer } from './operation.response.js';
import { RepairEvents } from './repair-events.service.js';
import { api } from './operations.openapi.js';

/** Lists and shows operations, and ends running ones. */
@Controller('api/webhooks/operations')
export class OperationsController {
  constructor(
    private readonly repair: RepairStore,
    private readonly events: RepairEvents,
    private readonly operations: OperationPresenter,
  ) {}

  @api.listOperations
  @Get()
  async list(@Query() given: Record<string, unknown>): Promise<OperationsAnswer> {
    const query = new QueryReader(given, PAGE_FIELDS);
    const { limit, after } = pageRequest(query, 'uuid');
    query.throwFaults();
    const rows = await this.repair.operations(limit + 1, after?.id ?? null);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const next = rows.length > limit && last ? { at: last.createdAt, id: last.id } : null;
    return { success: true, operations: await this.operations.list(shown), next_cursor: cursorOf(next) };
  }

  @api.showOperation
  @Get(':id')
  async show(@Param('id') id: string): Promise<OperationDetailAnswer> {
    return { success: true, operation: await this.operations.detail(await this.#find(id)) };
  }

  /** Ends a running operation; the deliveries it has changed stay changed. */
  @api.cancelOperation
  @Post(':id/cancel')
  @HttpCode(200)
  async cancel(@Param('id') given: string): Promise<OperationDetailAnswer> {
    const { id } = await this.#find(given);
    if ((await this.repair.stop(id)) !== true)
      throw new ConflictException({ code: 'not_running', message: 'That operation is over.' });
    const operation = await this.#find(id);
    this.events.progress.next(operation);
    return { success: true, operation: await this.operations.detail(operation) };
  }

  async #find(given: string): Promise<Operation> {
    const id = uuidOf(given);
    const operation = id === null ? null : await this.repair.operation(id);
    if (!operation) throw new NotFoundException(`There is no operation ${given.slice(0, 64)}.`);
    return operation;
  }
}
