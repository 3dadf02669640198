import { Injectable } from '@nestjs/common';
import { Preview } from '../../delivery/probe/preview.service.js';
import { TestSend, type TestResult } from '../../delivery/probe/test-send.service.js';
import { PresentationPreviews } from '../../endpoints/presentation/presentation-previews.service.js';
import type { Endpoint } from '../../model/endpoint.js';
import { eventChoice, type PreviewRequest, type PresentedRequest } from './probe.dto.js';

/** Sends the event that a request chooses, with the presentation that it describes, as a test. */
@Injectable()
export class ChosenTests {
  constructor(
    private readonly testSend: TestSend,
    private readonly preview: Preview,
    private readonly presentations: PresentationPreviews,
  ) {}

  /** Tests a URL as somebody wrote it; see `TestSend.toUrl`. */
  toUrl(url: string): Promise<TestResult | { readonly refused: string }> {
    return this.testSend.toUrl(url);
  }

  /** Sends the chosen event, or `webhook.test` where the request chooses none. @throws Refusal `not_found`, `unprocessable` */
  async send(endpoint: Endpoint, request: PreviewRequest): Promise<TestResult> {
    const chosen = eventChoice(request);
    return this.testSend.send(endpoint, chosen && (await this.preview.event(endpoint, chosen)));
  }

  /** Sends it with the presentation of the request, which is not saved. @throws Refusal as above */
  sendPresented(endpoint: Endpoint, request: PresentedRequest): Promise<TestResult> {
    return this.send(this.presentations.applied(endpoint, request), request);
  }
}
