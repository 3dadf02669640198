import { Controller, Get, Param } from '@nestjs/common';
import { Open } from '../access/access.decorators.js';
import { EndpointLookup } from '../endpoints/endpoint-lookup.service.js';
import { Clock } from '../model/clock.js';
import { publicKeySetOf } from './public-keys.js';
import { api } from './public-keys.openapi.js';
import type { PublicKeysAnswer } from './public-keys.response.js';

/** Serves the public keys of endpoints to their receivers. */
@Controller('api/webhooks/endpoints')
export class PublicKeysController {
  constructor(
    private readonly lookup: EndpointLookup,
    private readonly clock: Clock,
  ) {}

  @api.showPublicKeys
  @Get(':id/public-keys')
  @Open()
  show(@Param('id') id: string): PublicKeysAnswer {
    return { keys: publicKeySetOf(this.lookup.find(id), this.clock.now()) };
  }
}
