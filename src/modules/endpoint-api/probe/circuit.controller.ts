import { Body, Controller, Logger, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { EndpointLookup } from '../../endpoints/endpoint-lookup.service.js';
import { EndpointPresenter } from '../endpoint.presenter.js';
import { OptionalBody } from '../../http/validate-body.js';
import { CircuitProbe } from '../../delivery/probe/circuit-probe.service.js';
import { api } from './probe.openapi.js';
import { ProbeRequest } from './probe.dto.js';
import type { ProbeAnswer } from './probe.response.js';
import type { TestResult } from '../../delivery/probe/test-send.service.js';

/** Probes an endpoint whose circuit is open or that asked for a pause. */
@Controller('api/webhooks/endpoints')
export class CircuitController {
  readonly #logger = new Logger('Webhooks');

  constructor(
    private readonly lookup: EndpointLookup,
    private readonly probe: CircuitProbe,
    private readonly presenter: EndpointPresenter,
  ) {}

  /** Answers 202 where a delivery is the probe, 200 with the result of a test. */
  @api.probeEndpoint
  @Post(':id/probe')
  async probeNow(
    @Param('id') given: string,
    @Body(new OptionalBody(ProbeRequest)) request: ProbeRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProbeAnswer> {
    const endpoint = this.lookup.findReadable(given);
    const test = request.with === 'test';
    const result = test ? await this.probe.withTest(endpoint) : await this.probe.withDelivery(endpoint);
    this.#logger.log(`🔌 Webhook ${endpoint.webhookId} is probed now, as an operator asked`);
    void reply.status(test ? 200 : 202);
    return {
      ...(await this.presenter.answer(this.lookup.find(given))),
      message: result ? tested(result) : `Probing ${endpoint.webhookId} now with one queued delivery.`,
      test_result: result ?? null,
    };
  }
}

function tested({ success, message }: TestResult): string {
  if (success) return 'The test event was delivered: the endpoint recovers, and its deliveries resume.';
  return `The test event was not delivered (${message}): the circuit stays open.`;
}
