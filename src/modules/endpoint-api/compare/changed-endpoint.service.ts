import { Injectable } from '@nestjs/common';
import type { Sides } from '../../delivery/probe/comparison/comparison.service.js';
import type { EndpointRequest } from '../../endpoints/definitions/endpoint.dto.js';
import { EndpointDrafts } from '../../endpoints/endpoint-drafts.service.js';
import { EndpointLookup } from '../../endpoints/endpoint-lookup.service.js';
import { FilterCheck } from '../../endpoints/filter-check/filter-check.service.js';
import { PresentationAdvice } from '../../endpoints/presentation/presentation-advice.service.js';
import { batchWarnings } from '../../endpoints/batch/batch-warnings.js';
import { digestWarnings } from '../../endpoints/digest/digest-warnings.js';
import { quietWarnings } from '../../endpoints/quiet/quiet-warnings.js';
import type { Endpoint } from '../../model/endpoint.js';

/** Makes the endpoint that a change would lead to, without saving it. */
@Injectable()
export class ChangedEndpoints {
  constructor(
    private readonly lookup: EndpointLookup,
    private readonly drafts: EndpointDrafts,
    private readonly filters: FilterCheck,
    private readonly advice: PresentationAdvice,
  ) {}

  /** @throws Refusal `not_found`, `read_only`, `unprocessable`, naming the fields */
  sides(id: string, changes: EndpointRequest): Sides<Endpoint> {
    const { definition } = this.lookup.findWritable(id);
    const before = this.lookup.findReadable(id);
    const made = this.drafts.unsaved(this.drafts.define(changes, definition), before.webhookId);
    const { disabled, pausedAt, source } = before;
    return { before, after: { ...made, id: before.id, disabled, pausedAt, source } };
  }

  /** Warns of an endpoint as it was saved, or would be. */
  async warnings(changes: EndpointRequest, after: Endpoint): Promise<readonly string[]> {
    return [
      ...(await this.filters.warnings(changes, after)),
      ...(await this.advice.warnings(changes, after)),
      ...quietWarnings(changes, after),
      ...digestWarnings(changes, after),
      ...batchWarnings(changes, after),
    ];
  }
}
