import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Admin, Unaudited } from '../access/access.decorators.js';
import { EndpointRequest } from '../endpoints/definitions/endpoint.dto.js';
import { EndpointDesk } from '../endpoints/endpoint-desk.service.js';
import { OptionalBody } from '../http/optional-body.js';
import { ValidateBody } from '../http/validate-body.js';
import type { Endpoint } from '../model/endpoint.js';
import { Preview } from './preview.service.js';
import { PreviewRequest, UnsavedPreviewRequest, UnsavedTestRequest } from './probe.dto.js';
import { TestSend, testAnswer } from './test-send.service.js';
import { api } from './probe.openapi.js';

const endpointRules = new ValidateBody(EndpointRequest);

/** Tries an endpoint out, saved or not: what it would be sent, and whether it takes it. */
@Controller('api/webhooks/endpoints')
@Admin()
export class ProbeController {
  constructor(
    private readonly desk: EndpointDesk,
    private readonly preview: Preview,
    private readonly testSend: TestSend,
  ) {}

  @api.previewUnsavedEndpoint
  @Post('preview')
  @HttpCode(200)
  @Unaudited('nothing is stored or sent')
  async previewUnsaved(
    @Body(new ValidateBody(UnsavedPreviewRequest)) request: UnsavedPreviewRequest,
  ): Promise<object> {
    return { success: true, preview: await this.preview.of(this.#unsaved(request.endpoint), request) };
  }

  @api.testUnsavedEndpoint
  @Post('test')
  @HttpCode(200)
  async testUnsaved(
    @Body(new ValidateBody(UnsavedTestRequest)) { endpoint }: UnsavedTestRequest,
  ): Promise<object> {
    return this.#tested(this.#unsaved(endpoint));
  }

  @api.previewEndpoint
  @Post(':id/preview')
  @HttpCode(200)
  @Unaudited('nothing is stored or sent')
  async previewSaved(
    @Param('id') id: string,
    @Body(new OptionalBody(PreviewRequest)) request: PreviewRequest,
  ): Promise<object> {
    return { success: true, preview: await this.preview.of(this.desk.find(id), request) };
  }

  /** Sends one `webhook.test`, also to a disabled endpoint: to see whether it can be enabled again. */
  @api.testEndpoint
  @Post(':id/test')
  @HttpCode(200)
  async testSaved(@Param('id') id: string): Promise<object> {
    return this.#tested(this.desk.findReadable(id));
  }

  #unsaved(endpoint: object): Endpoint {
    return this.desk.preview(this.desk.define(endpointRules.transform(endpoint), null));
  }

  async #tested(endpoint: Endpoint): Promise<object> {
    return testAnswer(await this.testSend.send(endpoint));
  }
}
