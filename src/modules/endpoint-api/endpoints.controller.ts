import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { AuditNote, type NoteForAudit } from '../access/access.decorators.js';
import { changesBetween, sentFields } from '../access/audit/changes-between.js';
import { EndpointRequest } from '../endpoints/definitions/endpoint.dto.js';
import { EndpointCommands } from '../endpoints/endpoint-commands.service.js';
import { EndpointLookup } from '../endpoints/endpoint-lookup.service.js';
import { OptionalBody, ValidateBody } from '../http/validate-body.js';
import { ChangedEndpoints } from './compare/changed-endpoint.service.js';
import { EndpointPresenter } from './endpoint.presenter.js';
import type {
  EndpointAnswer,
  EndpointCreatedAnswer,
  EndpointRemovedAnswer,
  EndpointSavedAnswer,
  EndpointsAnswer,
  SecretRotatedAnswer,
} from './endpoint.response.js';
import { RotateKeyRequest, RotateRequest } from './endpoints.dto.js';
import { api } from './endpoints.openapi.js';

/** Fields that the view of an endpoint shows without their secrets, or not at all. */
const HIDING = ['url', 'headers', 'options', 'secret', 'signing_key', 'tls'];

/** Lists, creates, changes and removes endpoints. */
@Controller('api/webhooks/endpoints')
export class EndpointsController {
  constructor(
    private readonly lookup: EndpointLookup,
    private readonly commands: EndpointCommands,
    private readonly presenter: EndpointPresenter,
    private readonly changed: ChangedEndpoints,
  ) {}

  @api.listEndpoints
  @Get()
  list(@Query('limit') limit?: unknown, @Query('cursor') cursor?: unknown): Promise<EndpointsAnswer> {
    return this.presenter.page(limit, cursor);
  }

  @api.showEndpoint
  @Get(':id')
  show(@Param('id') id: string): Promise<EndpointAnswer> {
    return this.presenter.answer(this.lookup.find(id));
  }

  @api.createEndpoint
  @Post()
  async create(
    @Body(new ValidateBody(EndpointRequest)) request: EndpointRequest,
  ): Promise<EndpointCreatedAnswer> {
    const { id, secret, warnings } = await this.commands.create(request);
    const saved = await this.#saved(id, request, warnings);
    return { ...saved, ...(secret === null ? {} : { secret }) };
  }

  @api.updateEndpoint
  @Patch(':id')
  async update(
    @Param('id') id: string,
    @Body(new ValidateBody(EndpointRequest)) request: EndpointRequest,
    @AuditNote() note: NoteForAudit,
  ): Promise<EndpointSavedAnswer> {
    const { endpoint: before } = await this.presenter.answer(this.lookup.find(id));
    const { id: changed, warnings, origin } = await this.commands.update(id, request);
    const saved = await this.#saved(changed, request, warnings);
    const { changes } = changesBetween(before, saved.endpoint, sentFields(request), HIDING);
    // The path of an address may be a secret of the receiver: the audit log tells its origin alone.
    note({ changes: { ...changes, ...('url' in changes && { url: 'changed' }) }, ...(origin && { origin }) });
    return saved;
  }

  @api.removeEndpoint
  @Delete(':id')
  async remove(@Param('id') id: string): Promise<EndpointRemovedAnswer> {
    return { success: true, cancelled: await this.commands.remove(id) };
  }

  @api.rotateSecret
  @Post(':id/rotate-secret')
  @HttpCode(200)
  async rotate(
    @Param('id') id: string,
    @Body(new OptionalBody(RotateRequest)) { secret, overlap_ms: overlapMs }: RotateRequest,
  ): Promise<SecretRotatedAnswer> {
    const made = await this.commands.rotate(id, { secret: secret ?? null, overlapMs: overlapMs ?? null });
    return { ...(await this.presenter.answer(this.lookup.find(id))), secret: made };
  }

  @api.rotateSigningKey
  @Post(':id/rotate-signing-key')
  @HttpCode(200)
  async rotateKey(
    @Param('id') id: string,
    @Body(new OptionalBody(RotateKeyRequest)) { signing_key: key, overlap_ms: overlapMs }: RotateKeyRequest,
  ): Promise<EndpointAnswer> {
    await this.commands.rotateSigningKey(id, { secret: key ?? null, overlapMs: overlapMs ?? null });
    return this.presenter.answer(this.lookup.find(id));
  }

  /** The endpoint as it is now, with warnings about its URL, event types, filter, templates, quiet times and digest. */
  async #saved(
    id: string,
    request: EndpointRequest,
    urlWarnings: readonly string[],
  ): Promise<EndpointSavedAnswer> {
    const endpoint = this.lookup.find(id);
    const answer = await this.presenter.answer(endpoint);
    const warnings = [...urlWarnings, ...(await this.changed.warnings(request, endpoint))];
    return { ...answer, warnings };
  }
}
