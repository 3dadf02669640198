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
import { Admin } from '../access/access.decorators.js';
import { RepairStore, type Operation } from '../store/repair-store.js';
import { cursorOf } from './cursor.js';
import { Fields } from './faults.js';
import { PAGE_FIELDS, pageRequest } from './filters.js';
import { OperationViews } from './operation-views.service.js';
import { Operations } from './operations.service.js';
import { uuidOf } from './uuid.js';
import { api } from './operations.openapi.js';

/** Watches and ends what was begun. */
@Controller('api/webhooks/operations')
@Admin()
export class OperationsController {
  constructor(
    private readonly repair: RepairStore,
    private readonly operations: Operations,
    private readonly views: OperationViews,
  ) {}

  @api.listOperations
  @Get()
  async list(@Query() query: Record<string, unknown>): Promise<object> {
    const fields = new Fields(query, PAGE_FIELDS);
    const { limit, after } = pageRequest(fields, 'uuid');
    fields.done();
    const rows = await this.repair.operations(limit + 1, after?.id ?? null);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const next = rows.length > limit && last ? { at: last.createdAt, id: last.id } : null;
    return { success: true, operations: await this.views.list(shown), next_cursor: cursorOf(next) };
  }

  @api.showOperation
  @Get(':id')
  async one(@Param('id') given: string): Promise<object> {
    return { success: true, operation: await this.views.one(await this.#find(given)) };
  }

  /** What it did stays done. */
  @api.cancelOperation
  @Post(':id/cancel')
  @HttpCode(200)
  async cancel(@Param('id') given: string): Promise<object> {
    const { id } = await this.#find(given);
    if ((await this.repair.stop(id)) !== true) {
      throw new ConflictException({ code: 'not_running', message: 'That operation is over.' });
    }
    const operation = await this.#find(given);
    this.operations.announce(operation);
    return { success: true, operation: await this.views.one(operation) };
  }

  async #find(given: string): Promise<Operation> {
    const id = uuidOf(given);
    const operation = id === null ? null : await this.repair.operation(id);
    if (!operation) throw new NotFoundException(`There is no operation ${given.slice(0, 64)}.`);
    return operation;
  }
}
