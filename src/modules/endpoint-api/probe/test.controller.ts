import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { TestResult } from '../../delivery/probe/test-send.service.js';
import { EndpointDrafts } from '../../endpoints/endpoint-drafts.service.js';
import { EndpointLookup } from '../../endpoints/endpoint-lookup.service.js';
import { Refusal } from '../../model/refusal.js';
import { OptionalBody, ValidateBody } from '../../http/validate-body.js';
import type { Endpoint } from '../../model/endpoint.js';
import { explanationView } from '../../../adapters/explanation.js';
import { LaneStates } from '../../model/lane-states.js';
import { DeliveryQueue } from '../../store/delivery-queue.js';
import { ChosenTests } from './chosen-tests.service.js';
import { endpointOf, SavedTestRequest, TestRequest, UnsavedTestRequest } from './probe.dto.js';
import { api } from './probe.openapi.js';
import type {
  EndpointTestAnswer,
  ProbeOfferResponse,
  SavedEndpointTestAnswer,
  TestAnswer,
} from './probe.response.js';

/** Sends one event, marked as a test, to a URL or to an endpoint, saved or not. */
@Controller('api/webhooks')
export class TestController {
  constructor(
    private readonly drafts: EndpointDrafts,
    private readonly lookup: EndpointLookup,
    private readonly tests: ChosenTests,
    private readonly lanes: LaneStates,
    private readonly queue: DeliveryQueue,
  ) {}

  @api.testUrl
  @Post('test')
  @HttpCode(200)
  async testUrl(@Body(new ValidateBody(TestRequest)) request: TestRequest): Promise<TestAnswer> {
    const result = await this.tests.toUrl(request);
    if ('refused' in result) throw Refusal.unprocessable([{ field: 'url', message: result.refused }]);
    return { success: true, test_result: result, timestamp: new Date().toISOString() };
  }

  @api.testUnsavedEndpoint
  @Post('endpoints/test')
  @HttpCode(200)
  async testUnsaved(
    @Body(new ValidateBody(UnsavedTestRequest)) request: UnsavedTestRequest,
  ): Promise<EndpointTestAnswer> {
    const definition = this.drafts.defineUnsaved(endpointOf(request));
    return answerOf(await this.tests.send(this.drafts.unsaved(definition), request));
  }

  /** Tests disabled endpoints too: the test shows whether the endpoint can be enabled again. */
  @api.testEndpoint
  @Post('endpoints/:id/test')
  @HttpCode(200)
  async testSaved(
    @Param('id') id: string,
    @Body(new OptionalBody(SavedTestRequest)) request: SavedTestRequest,
  ): Promise<SavedEndpointTestAnswer> {
    const endpoint = this.lookup.findReadable(id);
    const result = await this.tests.sendPresented(endpoint, request);
    return { ...answerOf(result), offer: result.success ? await this.#offer(endpoint) : null };
  }

  /** Offers a probe where an open circuit or a pause of the target holds the deliveries of an endpoint that works. */
  async #offer({ id, disabled, pausedAt }: Endpoint): Promise<ProbeOfferResponse | null> {
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

function answerOf(result: TestResult): EndpointTestAnswer {
  const explanation = explanationView({ code: result.error ?? null, status: result.status || null });
  return { success: true, test_result: result, explanation, timestamp: new Date().toISOString() };
}
