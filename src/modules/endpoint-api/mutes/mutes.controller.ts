import { Body, Controller, Delete, Get, Logger, Param, Post } from '@nestjs/common';
import { classOfError } from '../../../adapters/event-error-class.js';
import { Actor } from '../../access/access.decorators.js';
import { nestedFaults } from '../../endpoints/definitions/field.js';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { EndpointLookup } from '../../endpoints/endpoint-lookup.service.js';
import { MuteCatalogue } from '../../endpoints/mutes/mute-catalogue.service.js';
import { msOf } from '../../endpoints/definitions/length-of-time.js';
import { ValidateBody } from '../../http/validate-body.js';
import { isoTime } from '../../model/iso-time.js';
import type { Mute } from '../../model/mute.js';
import { Refusal } from '../../model/refusal.js';
import { muteView } from './mute.presenter.js';
import { MUTE_MAX_MS, MuteRequest } from './mutes.dto.js';
import { api } from './mutes.openapi.js';
import type { MuteAnswer, MutesAnswer } from './mutes.response.js';

/** Ended mutes that the list shows. */
const LIST_MAX = 500;

/** Mutes endpoints, lists the mutes, and ends them early. */
@Controller('api/webhooks')
export class MutesController {
  readonly #logger = new Logger('Webhooks');

  constructor(
    private readonly mutes: MuteCatalogue,
    private readonly lookup: EndpointLookup,
    private readonly catalogue: EndpointCatalogue,
  ) {}

  @api.muteEndpoint
  @Post('endpoints/:id/mute')
  mute(
    @Param('id') given: string,
    @Body(new ValidateBody(MuteRequest)) request: MuteRequest,
    @Actor() actor: string,
  ): Promise<MuteAnswer> {
    const { id, webhookId } = this.lookup.find(given);
    return this.#add(request, { endpointId: id, name: `Webhook ${webhookId}`, actor });
  }

  @api.muteAll
  @Post('mutes')
  muteAll(
    @Body(new ValidateBody(MuteRequest)) request: MuteRequest,
    @Actor() actor: string,
  ): Promise<MuteAnswer> {
    return this.#add(request, { endpointId: null, name: 'Every webhook', actor });
  }

  @api.listMutes
  @Get('mutes')
  list(): MutesAnswer {
    const now = this.mutes.now();
    const isRemoved = ({ endpointId }: Mute) => endpointId !== null && !this.catalogue.lookUp(endpointId);
    const views = this.mutes.all().map((mute) => muteView(mute, now, isRemoved(mute)));
    // All that hold are listed, however many have ended since they were made.
    const ended = new Set(views.filter(({ active }) => !active).slice(0, LIST_MAX));
    return { success: true, mutes: views.filter((view) => view.active || ended.has(view)) };
  }

  @api.endMute
  @Delete('mutes/:id')
  async end(@Param('id') id: string): Promise<MuteAnswer> {
    const mute = await this.mutes.end(id);
    if (!mute) throw Refusal.notFound(`There is no mute ${id.slice(0, 64)} that holds.`);
    this.#logger.log('🔔 A mute was ended by an operator');
    return { success: true, mute: muteView(mute, this.mutes.now()) };
  }

  async #add(
    request: MuteRequest,
    of: { readonly endpointId: string | null; readonly name: string; readonly actor: string },
  ): Promise<MuteAnswer> {
    const { endpointId, name, actor } = of;
    const faults = nestedFaults(MuteRequest, request, 'filter');
    if (faults.length > 0) throw Refusal.malformed(faults);
    const mute = await this.mutes.add({
      endpointId,
      type: request.filter?.type ?? null,
      jobId: request.filter?.job_id ?? null,
      errorClass: errorClassFrom(request.filter?.error ?? null),
      until: untilOf(request, this.mutes.now()),
      then: request.then ?? 'drop',
      reason: request.reason ?? null,
      actor,
    });
    this.#logger.log(`🔕 ${name} is muted until ${isoTime(mute.until)}`);
    return { success: true, mute: muteView(mute, this.mutes.now()) };
  }
}

/** @throws Refusal `unprocessable` for a text without a word that errors of its kind share */
function errorClassFrom(error: string | null): string | null {
  const found = error === null ? null : classOfError(error);
  if (error === null || found !== null) return found;
  const message = 'filter.error names no kind of error: it is made of ids, numbers or quoted texts alone.';
  throw Refusal.unprocessable([{ field: 'filter.error', message }]);
}

/** @throws Refusal `unprocessable` */
function untilOf({ for: length, until }: MuteRequest, now: number): number {
  const refuse = (field: string, message: string) => Refusal.unprocessable([{ field, message }]);
  if (length && until)
    throw refuse('until', 'until and for both say when the mute ends; send one of the two.');
  if (length) return now + msOf(length)!;
  if (!until) throw refuse('for', 'for or until is required: a mute ends by itself.');
  const at = Date.parse(until);
  if (at <= now || at > now + MUTE_MAX_MS)
    throw refuse('until', 'until is a time from now on, at most 90 days ahead.');
  return at;
}
