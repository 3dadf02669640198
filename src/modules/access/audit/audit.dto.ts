import { IsIn, Matches, MaxLength, ValidateIf } from 'class-validator';
import { EXPORT_FORMATS, type ExportFormat } from '../../http/export-text.js';
import { Refusal, type FieldFault } from '../../model/refusal.js';
import type { AuditFilter, AuditOutcome } from '../../store/access-store.js';

const given = (_: object, value: unknown): boolean => value !== undefined && value !== '';
export const OUTCOMES: readonly AuditOutcome[] = ['begun', 'done', 'refused', 'failed'];
const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;
const TEXT_MAX = 200;

/** Filters of the audit log. */
export class AuditFilterQuery {
  @ValidateIf(given)
  @MaxLength(TEXT_MAX, { message: `actor is at most ${TEXT_MAX} characters long.` })
  actor?: string;

  @ValidateIf(given)
  @Matches(/^[a-z-]+(\.[a-z_-]+)?(\.\*)?$/, {
    message: 'action is the name of an action, such as endpoints.update, or all below a word, endpoints.*.',
  })
  action?: string;

  @ValidateIf(given)
  @Matches(/^.{1,200}$/su, {
    message: 'target is one object, such as the id or the name of an endpoint; at most 200 characters.',
  })
  target?: string;

  @ValidateIf(given)
  @IsIn(OUTCOMES, { message: `outcome is one of ${OUTCOMES.join(', ')}.` })
  outcome?: AuditOutcome;

  @ValidateIf(given)
  @Matches(TIME, { message: 'from is a date or a time such as 2026-01-01T12:00:00Z.' })
  from?: string;

  @ValidateIf(given)
  @Matches(TIME, { message: 'to is a date or a time such as 2026-01-01T12:00:00Z.' })
  to?: string;
}

/** Query of `GET /api/webhooks/audit`. */
export class AuditQuery extends AuditFilterQuery {
  @ValidateIf(given)
  @Matches(/^([1-9]\d?|1\d\d|200)$/, { message: 'limit is a whole number from 1 to 200.' })
  limit?: string;

  @ValidateIf(given)
  @Matches(/^[1-9]\d{0,14}$/, { message: 'cursor is what next_cursor of the page before says.' })
  cursor?: string;
}

/** Query of `GET /api/webhooks/audit/export`. */
export class AuditExportQuery extends AuditFilterQuery {
  @ValidateIf(given)
  @IsIn(EXPORT_FORMATS, { message: `format is one of ${EXPORT_FORMATS.join(', ')}.` })
  format?: ExportFormat;
}

/** Reads the filter of a query. @throws Refusal `invalid_request` for a time that does not exist */
export function filterOf({ actor, action, target, outcome, from, to }: AuditFilterQuery): AuditFilter {
  const faults: FieldFault[] = [];
  const time = (field: 'from' | 'to', text: string | undefined): number | null => {
    if (!text) return null;
    const at = Date.parse(text);
    if (Number.isNaN(at)) faults.push({ field, message: `${field} is a time that does not exist.` });
    return at;
  };
  const filter = {
    actor: actor || null,
    action: action || null,
    target: target || null,
    outcome: outcome || null,
    from: time('from', from),
    to: time('to', to),
  };
  if (faults.length > 0) throw Refusal.malformed(faults);
  return filter;
}
