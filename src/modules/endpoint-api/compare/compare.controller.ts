import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Unaudited } from '../../access/access.decorators.js';
import { Comparisons } from '../../delivery/probe/comparison/comparison.service.js';
import { ValidateBody } from '../../http/validate-body.js';
import { CompareRequest, changesOf } from './compare.dto.js';
import { api } from './compare.openapi.js';
import { differenceView, previewsView, sideView } from './compare.presenter.js';
import type { ComparisonAnswer } from './compare.response.js';
import { ChangedEndpoints } from './changed-endpoint.service.js';

/** Says what a change of an endpoint would do, before it is saved. */
@Controller('api/webhooks/endpoints')
export class CompareController {
  constructor(
    private readonly changed: ChangedEndpoints,
    private readonly comparisons: Comparisons,
  ) {}

  @api.compareEndpoint
  @Post(':id/compare')
  @HttpCode(200)
  @Unaudited('nothing is stored or sent')
  async compare(
    @Param('id') id: string,
    @Body(new ValidateBody(CompareRequest)) request: CompareRequest,
  ): Promise<ComparisonAnswer> {
    const changes = changesOf(request);
    const sides = this.changed.sides(id, changes);
    const { event_id: eventId = null } = request;
    const previews = eventId === null ? null : await this.comparisons.previews(sides, eventId);
    const { summary, examined, differences, ...compared } = await this.comparisons.compare(sides);
    return {
      success: true,
      comparison: {
        summary,
        examined,
        before: sideView(compared.before, compared.requests.before, compared.rate.before),
        after: sideView(compared.after, compared.requests.after, compared.rate.after),
        differences: differences.map(differenceView),
        warnings: await this.changed.warnings(changes, sides.after),
        previews: previews && previewsView(previews),
      },
    };
  }
}
