import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Admin, Unaudited } from '../../access/access.decorators.js';
import { Preview } from '../../delivery/probe/preview.service.js';
import { EndpointDrafts } from '../../endpoints/endpoint-drafts.service.js';
import { EndpointLookup } from '../../endpoints/endpoint-lookup.service.js';
import { OptionalBody, ValidateBody } from '../../http/validate-body.js';
import type { Endpoint } from '../../model/endpoint.js';
import { endpointOf, PreviewRequest, UnsavedPreviewRequest } from './probe.dto.js';
import { api } from './probe.openapi.js';
import type { PreviewAnswer } from './probe.response.js';

/** Shows the request that an event would make to an endpoint, saved or not. */
@Controller('api/webhooks/endpoints')
@Admin()
export class PreviewController {
  constructor(
    private readonly drafts: EndpointDrafts,
    private readonly lookup: EndpointLookup,
    private readonly preview: Preview,
  ) {}

  @api.previewUnsavedEndpoint
  @Post('preview')
  @HttpCode(200)
  @Unaudited('nothing is stored or sent')
  previewUnsaved(
    @Body(new ValidateBody(UnsavedPreviewRequest)) request: UnsavedPreviewRequest,
  ): Promise<PreviewAnswer> {
    const definition = this.drafts.define(endpointOf(request), null);
    return this.#answer(this.drafts.unsaved(definition), request);
  }

  @api.previewEndpoint
  @Post(':id/preview')
  @HttpCode(200)
  @Unaudited('nothing is stored or sent')
  previewSaved(
    @Param('id') id: string,
    @Body(new OptionalBody(PreviewRequest)) request: PreviewRequest,
  ): Promise<PreviewAnswer> {
    return this.#answer(this.lookup.find(id), request);
  }

  async #answer(endpoint: Endpoint, request: PreviewRequest): Promise<PreviewAnswer> {
    const { event_id: eventId, ...madeUp } = request;
    return { success: true, preview: await this.preview.of(endpoint, { ...madeUp, eventId }) };
  }
}
