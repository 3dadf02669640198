import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Unaudited } from '../../access/access.decorators.js';
import { Preview, unusableFault } from '../../delivery/probe/preview.service.js';
import { PreviewedConversations } from '../../delivery/probe/previewed-conversations.service.js';
import { EndpointDrafts } from '../../endpoints/endpoint-drafts.service.js';
import { EndpointLookup } from '../../endpoints/endpoint-lookup.service.js';
import {
  PresentationPreviews,
  withoutFaultyTemplates,
} from '../../endpoints/presentation/presentation-previews.service.js';
import type { FieldFault } from '../../model/refusal.js';
import { OptionalBody, ValidateBody } from '../../http/validate-body.js';
import type { GatewayEvent } from '../../model/event.js';
import type { Endpoint } from '../../model/endpoint.js';
import { endpointOf, eventChoice, SavedPreviewRequest, UnsavedPreviewRequest } from './probe.dto.js';
import { api } from './probe.openapi.js';
import type { PreviewAnswer } from './probe.response.js';

/** Shows the request that an event would make to an endpoint, saved or not. */
@Controller('api/webhooks/endpoints')
export class PreviewController {
  constructor(
    private readonly drafts: EndpointDrafts,
    private readonly lookup: EndpointLookup,
    private readonly preview: Preview,
    private readonly conversations: PreviewedConversations,
    private readonly presentations: PresentationPreviews,
  ) {}

  @api.previewUnsavedEndpoint
  @Post('preview')
  @HttpCode(200)
  @Unaudited('nothing is stored or sent')
  async previewUnsaved(
    @Body(new ValidateBody(UnsavedPreviewRequest)) request: UnsavedPreviewRequest,
  ): Promise<PreviewAnswer> {
    const { request: usable, ...unusable } = withoutFaultyTemplates(endpointOf(request));
    const endpoint = this.drafts.unsaved(this.drafts.defineUnsaved(usable));
    const event = this.preview.shown(await this.#event(request));
    return this.#answer(endpoint, event, request, unusable);
  }

  @api.previewEndpoint
  @Post(':id/preview')
  @HttpCode(200)
  @Unaudited('nothing is stored or sent')
  async previewSaved(
    @Param('id') id: string,
    @Body(new OptionalBody(SavedPreviewRequest)) request: SavedPreviewRequest,
  ): Promise<PreviewAnswer> {
    const { request: usable, ...unusable } = withoutFaultyTemplates(request);
    const endpoint = this.presentations.applied(this.lookup.find(id), usable);
    return this.#answer(endpoint, await this.#event(request), request, unusable);
  }

  #event(request: SavedPreviewRequest | UnsavedPreviewRequest): Promise<GatewayEvent> {
    return this.preview.event(eventChoice(request) ?? {});
  }

  /** @param unusable templates that cannot be compiled, and notes about what stands in their place */
  async #answer(
    endpoint: Endpoint,
    event: GatewayEvent,
    request: SavedPreviewRequest | UnsavedPreviewRequest,
    unusable: { readonly faults: readonly FieldFault[]; readonly notes: readonly string[] },
  ): Promise<PreviewAnswer> {
    const isStored = Boolean(request.event_id);
    const told = request.conversation
      ? await this.conversations.of(endpoint, event, request.conversation, isStored)
      : { notes: [] };
    const preview = this.preview.ofEvent(endpoint, event, {
      eventType: request.event_type,
      conversation: told.conversation,
    });
    return {
      success: true,
      preview: {
        ...preview,
        notes: [...unusable.notes, ...told.notes, ...preview.notes],
        faults: [...unusable.faults.map(unusableFault), ...preview.faults],
        missing: this.presentations.missing(endpoint, event, request.event_type),
      },
    };
  }
}
