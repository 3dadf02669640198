import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Actor, AuditedAs, AuditNote, DryRun, type NoteForAudit } from '../../access/access.decorators.js';
import { uuidOf } from '../../history/query/paging.js';
import { ValidateBody } from '../../http/validate-body.js';
import { isoTime, isoTimeOrNull } from '../../model/iso-time.js';
import { Refusal } from '../../model/refusal.js';
import { ErasureStore, type Erasure } from '../../store/erasure-store.js';
import { ErasureRequestBody, ErasureTerms, jobIdRule } from './erasures.dto.js';
import { api } from './erasures.openapi.js';
import type { ErasureAnswer, ErasureDryRunAnswer, ErasuresAnswer, ErasureView } from './erasures.response.js';
import { Erasures } from './erasures.service.js';

const LIST_MAX = 200;

/** Erases jobs, and shows what was erased. */
@Controller('api/webhooks')
export class ErasuresController {
  constructor(
    private readonly erasures: Erasures,
    private readonly store: ErasureStore,
  ) {}

  @api.listErasures
  @Get('erasures')
  async list(): Promise<ErasuresAnswer> {
    return { success: true, erasures: (await this.store.list(LIST_MAX)).map(view) };
  }

  @api.showErasure
  @Get('erasures/:id')
  async show(@Param('id') given: string): Promise<ErasureAnswer> {
    const id = uuidOf(given);
    const erasure = id === null ? null : await this.store.find(id);
    if (erasure === null) throw Refusal.notFound(`There is no erasure ${given.slice(0, 64)}.`);
    return { success: true, erasure: view(erasure) };
  }

  @api.eraseJob
  @Post('erasures')
  @DryRun()
  erase(
    @Body(new ValidateBody(ErasureRequestBody)) { job_id: jobId, ...terms }: ErasureRequestBody,
    @Actor() actor: string,
    @AuditNote() note: NoteForAudit,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ErasureAnswer | ErasureDryRunAnswer> {
    return this.#erase({ jobId, ...terms, actor }, note, reply);
  }

  @api.eraseJobById
  @Post('jobs/:id/erase')
  @DryRun()
  @AuditedAs('erasures.create')
  eraseById(
    @Param('id') jobId: string,
    @Body(new ValidateBody(ErasureTerms)) terms: ErasureTerms,
    @Actor() actor: string,
    @AuditNote() note: NoteForAudit,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ErasureAnswer | ErasureDryRunAnswer> {
    const fault = jobIdRule.fault(jobId);
    if (fault !== null) throw Refusal.malformed([{ field: 'id', message: `id ${fault}.` }]);
    return this.#erase({ jobId, ...terms, actor }, note, reply);
  }

  async #erase(
    {
      jobId,
      reason,
      dry_run: dryRun,
      actor,
    }: ErasureTerms & { readonly jobId: string; readonly actor: string },
    note: NoteForAudit,
    reply: FastifyReply,
  ): Promise<ErasureAnswer | ErasureDryRunAnswer> {
    const counts = await this.erasures.count(jobId);
    void reply.status(dryRun === true ? 200 : 202);
    if (dryRun === true) return { success: true, dry_run: true, counts };
    const erasure = await this.erasures.start({ jobId, reason, actor });
    note({ job_digest: erasure.jobDigest, reason, counts });
    return { success: true, erasure: view(erasure) };
  }
}

function view(erasure: Erasure): ErasureView {
  const { id, state, jobDigest, reason, actor, createdAt, finishedAt } = erasure;
  const { events, deliveries, attempts, messages, mentions } = erasure;
  return {
    id,
    state,
    job_digest: jobDigest,
    reason,
    actor,
    erased: { events, deliveries, attempts, messages, mentions },
    created_at: isoTime(createdAt),
    finished_at: isoTimeOrNull(finishedAt),
  };
}
