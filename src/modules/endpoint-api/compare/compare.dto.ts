import { ApiExtraModels, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import { IsObject, IsString, ValidateIf } from 'class-validator';
import { EndpointRequest } from '../../endpoints/definitions/endpoint.dto.js';
import { Shape, Text } from '../../http/described/properties.js';
import { ValidateBody } from '../../http/validate-body.js';

const changeRules = new ValidateBody(EndpointRequest);

/** The body of `POST /api/webhooks/endpoints/:id/compare`. */
@ApiSchema({ name: 'CompareRequest' })
@ApiExtraModels(EndpointRequest)
export class CompareRequest {
  @Shape('The change, as for `PATCH /api/webhooks/endpoints/{id}`.', {
    $ref: getSchemaPath(EndpointRequest),
  })
  @IsObject({ message: 'changes is a JSON object as for PATCH /api/webhooks/endpoints/{id}.' })
  changes!: object;

  @Text('Id of a stored event whose requests are shown, as it is and as it would be.', {
    optional: true,
    nullable: true,
    example: 'order-7',
  })
  @ValidateIf((_: object, value: unknown) => value !== undefined && value !== null)
  @IsString({ message: 'event_id is the id of an accepted event.' })
  event_id?: string | null;
}

/** Reads the change of a request. @throws Refusal `malformed` naming its faults */
export function changesOf({ changes }: CompareRequest): EndpointRequest {
  return changeRules.transform(changes);
}
