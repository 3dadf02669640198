import { Injectable } from '@nestjs/common';
import { ValidateBody } from './validate-body.js';

/** As {@link ValidateBody}, for requests that may come without a body: it counts as empty. */
@Injectable()
export class OptionalBody<T extends object> extends ValidateBody<T> {
  override transform(body: unknown): T {
    return super.transform(body ?? {});
  }
}
