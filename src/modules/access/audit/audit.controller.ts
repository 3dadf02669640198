import { Controller, Get, Query } from '@nestjs/common';
import { ValidateBody } from '../../http/validate-body.js';
import { AccessStore, type AuditEntry } from '../../store/access-store.js';
import { Admin } from '../access.decorators.js';
import { AuditQuery } from './audit.dto.js';
import { api, type AuditAnswer, type AuditEntryView } from './audit.openapi.js';

const PAGE = 50;

/** Lists the audit log, newest entries first. */
@Controller('api/webhooks/audit')
@Admin()
export class AuditController {
  constructor(private readonly store: AccessStore) {}

  @api.listAudit
  @Get()
  async list(
    @Query(new ValidateBody(AuditQuery)) { limit, cursor, target }: AuditQuery,
  ): Promise<AuditAnswer> {
    const count = Number(limit ?? PAGE);
    const read = await this.store.entries(count + 1, cursor === undefined ? null : Number(cursor), {
      target: target ?? null,
    });
    const entries = read.slice(0, count);
    const last = read.length > count ? entries.at(-1) : undefined;
    return { success: true, entries: entries.map(view), next_cursor: last ? String(last.id) : null };
  }
}

function view({ id, at, ...entry }: AuditEntry): AuditEntryView {
  return { id: String(id), at: new Date(at).toISOString(), ...entry };
}
