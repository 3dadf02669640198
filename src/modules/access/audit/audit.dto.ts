import { Matches, ValidateIf } from 'class-validator';

const given = (_: object, value: unknown): boolean => value !== undefined;

/** Query of `GET /api/webhooks/audit`. */
export class AuditQuery {
  @ValidateIf(given)
  @Matches(/^.{1,200}$/su, {
    message: 'target is one object, such as the id or the name of an endpoint; at most 200 characters.',
  })
  target?: string;

  @ValidateIf(given)
  @Matches(/^([1-9]\d?|1\d\d|200)$/, { message: 'limit is a whole number from 1 to 200.' })
  limit?: string;

  @ValidateIf(given)
  @Matches(/^[1-9]\d{0,14}$/, { message: 'cursor is what next_cursor of the page before says.' })
  cursor?: string;
}
