import { Injectable } from '@nestjs/common';
import { maskGivenUrl, recognise } from '../../../adapters/registry.js';
import { EndpointDrafts } from '../../endpoints/endpoint-drafts.service.js';
import { Preview } from '../../delivery/probe/preview.service.js';
import { TestSend, type TestResult } from '../../delivery/probe/test-send.service.js';
import { PresentationPreviews } from '../../endpoints/presentation/presentation-previews.service.js';
import type { Endpoint } from '../../model/endpoint.js';
import { eventChoice, type PresentedRequest, type PreviewRequest, type TestRequest } from './probe.dto.js';

/** Sends the event that a request chooses, with the presentation that it describes, as a test. */
@Injectable()
export class ChosenTests {
  constructor(
    private readonly testSend: TestSend,
    private readonly preview: Preview,
    private readonly presentations: PresentationPreviews,
    private readonly drafts: EndpointDrafts,
  ) {}

  /**
   * Tests a URL as somebody wrote it, with the event and the presentation of the request; `refused` says as a sentence why no adapter can
   * serve it.
   *
   * @throws Refusal `not_found`, `unprocessable`
   */
  async toUrl(request: TestRequest): Promise<TestResult | { readonly refused: string }> {
    const target = recognise(request.url.trim());
    if (!target.ok) return { refused: target.message };
    const { adapter, url } = target;
    const result = await this.sendPresented(this.drafts.forTestOf(adapter.type, url), request);
    return { ...result, url: maskGivenUrl(adapter.type, url) };
  }

  /** Sends the chosen event, or `webhook.test` where the request chooses none. @throws Refusal `not_found`, `unprocessable` */
  async send(endpoint: Endpoint, request: PreviewRequest): Promise<TestResult> {
    const chosen = eventChoice(request);
    return this.testSend.send(endpoint, chosen && (await this.preview.event(chosen)));
  }

  /** Sends it with the presentation of the request, which is not saved. @throws Refusal as above */
  sendPresented(endpoint: Endpoint, request: PresentedRequest): Promise<TestResult> {
    return this.send(this.presentations.applied(endpoint, request), request);
  }
}
