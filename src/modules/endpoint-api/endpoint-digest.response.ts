import { ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { DigestRequest } from '../endpoints/digest/digest.dto.js';

/** Describes `digest` of an answer. */
export const ShownDigest = (): PropertyDecorator =>
  ApiProperty({
    description: 'When many of its messages become one, complete with defaults.',
    required: true,
    oneOf: [{ type: 'string', enum: ['off'] }, { $ref: getSchemaPath(DigestRequest) }],
    example: { over: 30, within: '5m', every: '5m', types: null, except: null },
  });
