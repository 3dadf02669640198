import { Body, Controller, Delete, Get, HttpCode, Logger, Param, Patch, Post, Query } from '@nestjs/common';
import { Admin, AuditNote, type NoteForAudit } from '../access/access.decorators.js';
import { OptionalBody, ValidateBody } from '../http/validate-body.js';
import { EndpointRequest } from './definitions/endpoint.dto.js';
import { DisableRequest, RotateRequest } from './endpoint-actions.dto.js';
import { EndpointAdmin } from './endpoint-admin.service.js';
import { EndpointDesk } from './endpoint-desk.service.js';
import { EndpointPages } from './endpoint-pages.service.js';
import { FilterCheck } from './filter-check/filter-check.service.js';
import { EndpointCatalogue } from './endpoint-catalogue.service.js';
import { api } from './endpoints.openapi.js';

/** The endpoints as an operator sees and changes them. */
@Controller('api/webhooks/endpoints')
@Admin()
export class EndpointsController {
  readonly #logger = new Logger('Webhooks');

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly desk: EndpointDesk,
    private readonly admin: EndpointAdmin,
    private readonly pages: EndpointPages,
    private readonly filters: FilterCheck,
  ) {}

  @api.listEndpoints
  @Get()
  async list(@Query('limit') limit?: unknown, @Query('cursor') cursor?: unknown): Promise<object> {
    return { success: true, ...(await this.pages.page(limit, cursor)) };
  }

  @api.showEndpoint
  @Get(':id')
  show(@Param('id') id: string): Promise<object> {
    return this.#answer(id);
  }

  @api.createEndpoint
  @Post()
  async create(@Body(new ValidateBody(EndpointRequest)) request: EndpointRequest): Promise<object> {
    const { id, secret, warnings } = await this.admin.create(request);
    const saved = await this.#saved(id, request, warnings);
    return { ...saved, ...(secret === null ? {} : { secret }) };
  }

  @api.updateEndpoint
  @Patch(':id')
  async update(
    @Param('id') id: string,
    @Body(new ValidateBody(EndpointRequest)) request: EndpointRequest,
    @AuditNote() note: NoteForAudit,
  ): Promise<object> {
    const { id: changed, warnings, origin } = await this.admin.update(id, request);
    if (origin) note({ origin });
    return this.#saved(changed, request, warnings);
  }

  @api.removeEndpoint
  @Delete(':id')
  async remove(@Param('id') id: string): Promise<object> {
    return { success: true, cancelled: await this.admin.remove(id) };
  }

  @api.rotateSecret
  @Post(':id/rotate-secret')
  @HttpCode(200)
  async rotate(
    @Param('id') id: string,
    @Body(new OptionalBody(RotateRequest)) request: RotateRequest,
  ): Promise<object> {
    const secret = await this.admin.rotate(id, request);
    return { ...(await this.#answer(id)), secret };
  }

  @api.enableEndpoint
  @Post(':id/enable')
  @HttpCode(200)
  async enable(@Param('id') id: string): Promise<object> {
    const endpoint = this.desk.findReadable(id);
    await this.catalogue.enable(endpoint.id);
    this.#logger.log(`▶️ Webhook ${endpoint.webhookId} was enabled by an operator`);
    return this.#answer(id);
  }

  @api.disableEndpoint
  @Post(':id/disable')
  @HttpCode(200)
  async disable(
    @Param('id') id: string,
    @Body(new OptionalBody(DisableRequest)) { reason }: DisableRequest,
  ): Promise<object> {
    const endpoint = this.desk.find(id);
    await this.catalogue.disable(endpoint.id, reason ?? 'disabled by an operator');
    this.#logger.warn(`⛔ Webhook ${endpoint.webhookId} was disabled by an operator`);
    return this.#answer(id);
  }

  /** The endpoint as it is now, with what may not be meant of its URL, event types and filter. */
  async #saved(id: string, request: EndpointRequest, urlWarnings: readonly string[]): Promise<object> {
    const answer = await this.#answer(id);
    const matching = await this.filters.warnings(request, this.desk.find(id));
    return { ...answer, warnings: [...urlWarnings, ...matching] };
  }

  async #answer(id: string): Promise<object> {
    return { success: true, endpoint: await this.pages.view(this.desk.find(id)) };
  }
}
