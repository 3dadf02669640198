import { Body, Controller, Logger, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Admin } from '../../access/access.decorators.js';
import { EndpointDesk } from '../../endpoints/endpoint-desk.service.js';
import { EndpointPages } from '../../endpoints/endpoint-pages.service.js';
import { OptionalBody } from '../../http/validate-body.js';
import { CircuitProbe } from './circuit-probe.service.js';
import { api } from './circuit.openapi.js';
import { ProbeRequest } from './probe.dto.js';
import type { TestResult } from './test-send.service.js';

/** Probes an endpoint whose circuit is open. */
@Controller('api/webhooks/endpoints')
@Admin()
export class CircuitController {
  readonly #logger = new Logger('Webhooks');

  constructor(
    private readonly desk: EndpointDesk,
    private readonly probe: CircuitProbe,
    private readonly pages: EndpointPages,
  ) {}

  /** 202 where a delivery was sent on its way, 200 with the result of a test. */
  @api.probeEndpoint
  @Post(':id/probe')
  async probeNow(
    @Param('id') given: string,
    @Body(new OptionalBody(ProbeRequest)) request: ProbeRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const endpoint = this.desk.findReadable(given);
    const test = request.with === 'test';
    const result = test ? await this.probe.withTest(endpoint) : await this.probe.withDelivery(endpoint);
    this.#logger.log(`🔌 Webhook ${endpoint.webhookId} is probed now, as an operator asked`);
    void reply.status(test ? 200 : 202);
    return {
      success: true,
      message: result ? tested(result) : `Probing ${endpoint.webhookId} now with one queued delivery.`,
      endpoint: await this.pages.view(this.desk.find(given)),
      test_result: result ?? null,
    };
  }
}

function tested({ success, message }: TestResult): string {
  if (success) return 'The test event was delivered: the endpoint recovers, and its deliveries resume.';
  return `The test event was not delivered (${message}): the circuit stays open.`;
}
