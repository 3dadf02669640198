import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Admin, Unaudited } from '../../access/access.decorators.js';
import { ValidateBody } from '../../http/validate-body.js';
import { FilterCheckRequest } from './filter-check.dto.js';
import { api } from './filter-check.openapi.js';
import { FilterCheck } from './filter-check.service.js';

/** Tries filters before they are saved. */
@Controller('api/webhooks/endpoints')
@Admin()
export class FilterCheckController {
  constructor(private readonly filters: FilterCheck) {}

  @api.checkFilter
  @Post('check-filter')
  @HttpCode(200)
  @Unaudited('nothing is stored or sent')
  async check(@Body(new ValidateBody(FilterCheckRequest)) request: FilterCheckRequest): Promise<object> {
    const { filter = null, events = null } = request;
    return { success: true, filter_check: await this.filters.check({ filter, events }) };
  }
}
