import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ValidateBody } from '../../http/validate-body.js';
import { AccessStore } from '../../store/access-store.js';
import { Exports } from '../exports.service.js';
import { AUDIT_COLUMNS, auditPages } from './audit-export.js';
import { AuditExportQuery, AuditQuery, filterOf } from './audit.dto.js';
import { api, type AuditAnswer } from './audit.openapi.js';
import { auditView } from './audit.presenter.js';

const PAGE = 50;

/** Lists and exports the audit log, newest entries first. */
@Controller('api/webhooks/audit')
export class AuditController {
  constructor(
    private readonly store: AccessStore,
    private readonly exports: Exports,
  ) {}

  @api.listAudit
  @Get()
  async list(@Query(new ValidateBody(AuditQuery)) query: AuditQuery): Promise<AuditAnswer> {
    const count = Number(query.limit || PAGE);
    const before = query.cursor ? Number(query.cursor) : null;
    const read = await this.store.entries(count + 1, before, filterOf(query));
    const entries = read.slice(0, count);
    const last = read.length > count ? entries.at(-1) : undefined;
    return { success: true, entries: entries.map(auditView), next_cursor: last ? String(last.id) : null };
  }

  @api.exportAudit
  @Get('export')
  export(
    @Query(new ValidateBody(AuditExportQuery)) query: AuditExportQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const pages = auditPages(this.store, filterOf(query));
    const format = query.format || 'csv';
    return this.exports.send({ list: 'audit', format, pages, columns: AUDIT_COLUMNS }, request, reply);
  }
}
