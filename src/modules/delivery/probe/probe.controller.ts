import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Admin, Unaudited } from '../../access/access.decorators.js';
import { EndpointRequest } from '../../endpoints/definitions/endpoint.dto.js';
import { EndpointDesk } from '../../endpoints/endpoint-desk.service.js';
import { OptionalBody, ValidateBody } from '../../http/validate-body.js';
import type { Endpoint } from '../../model/endpoint.js';
import { LaneStates } from '../../model/lane-states.js';
import { DeliveryQueue } from '../../store/delivery-queue.js';
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
    private readonly lanes: LaneStates,
    private readonly queue: DeliveryQueue,
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
    const endpoint = this.desk.findReadable(id);
    const answer = await this.#tested(endpoint);
    return { ...answer, offer: answer.test_result.success ? await this.#offer(endpoint) : null };
  }

  #unsaved(endpoint: object): Endpoint {
    return this.desk.preview(this.desk.define(endpointRules.transform(endpoint), null));
  }

  async #tested(endpoint: Endpoint) {
    return testAnswer(await this.testSend.send(endpoint));
  }

  /** How the deliveries of an endpoint that works resume; null where neither an open circuit nor a pause holds them. */
  async #offer({ id, disabled, pausedAt }: Endpoint): Promise<object | null> {
    const { stage, throttling } = this.lanes.of(id);
    const paused = throttling?.by === 'target_pause';
    if (disabled || pausedAt !== null || (stage !== 'open' && !paused)) return null;
    const queued = (await this.queue.nextDueAt([id])) !== null;
    const holds =
      stage === 'open' ? 'the circuit is still open' : 'the pause that the target asked for is not over';
    const message = `The test was delivered, but ${holds}; probe now to resume deliveries.`;
    return { action: 'probe', with: queued ? 'delivery' : 'test', message };
  }
}
