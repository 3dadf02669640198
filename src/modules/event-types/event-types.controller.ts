import { Body, Controller, Delete, Get, Headers, Param, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AuditNote, type NoteForAudit } from '../access/access.decorators.js';
import { changesBetween } from '../access/audit/changes-between.js';
import { Refusal } from '../model/refusal.js';
import type { ListedType } from './effective-types.js';
import { EventCatalogue } from './event-catalogue.service.js';
import { EventTypeWarnings } from './event-type-warnings.service.js';
import { EventTypeCommands } from './event-type-commands.service.js';
import { presentType } from './event-type.presenter.js';
import { api } from './event-types.openapi.js';
import type {
  EventTypeAnswer,
  EventTypeRemovedAnswer,
  EventTypeSavedAnswer,
  EventTypesAnswer,
  ValueNamesAnswer,
  ValueNamesView,
} from './event-types.response.js';

/** Lists the event types in effect, and changes the entries of the API. */
@Controller('api/webhooks/event-types')
export class EventTypesController {
  constructor(
    private readonly catalogue: EventCatalogue,
    private readonly commands: EventTypeCommands,
    private readonly warnings: EventTypeWarnings,
  ) {}

  @api.listEventTypes
  @Get()
  list(): EventTypesAnswer {
    return { success: true, values: this.#values(), event_types: this.catalogue.listed().map(presentType) };
  }

  @api.putValueNames
  @Put()
  async putNames(
    @Body() body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
    @AuditNote() note: NoteForAudit,
  ): Promise<ValueNamesAnswer> {
    const { api: before } = this.#values();
    await this.commands.putNames(body, revisionOf(ifMatch));
    const values = this.#values();
    note(changesBetween(before ?? {}, values.api ?? {}));
    reply.header('ETag', `"${values.revision}"`);
    return { success: true, values };
  }

  @api.showEventType
  @Get(':type')
  show(@Param('type') type: string, @Res({ passthrough: true }) reply: FastifyReply): EventTypeAnswer {
    return answer(this.commands.find(type), reply);
  }

  @api.putEventType
  @Put(':type')
  async put(
    @Param('type') type: string,
    @Body() body: unknown,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
    @AuditNote() note: NoteForAudit,
  ): Promise<EventTypeSavedAnswer> {
    const before = this.#entryOf(type);
    const listed = await this.commands.put(type, body, revisionOf(ifMatch));
    note(changesBetween(before, this.#entryOf(type)));
    const warnings = await this.warnings.of(listed.type, listed.api?.entry ?? {});
    return { ...answer(listed, reply), warnings };
  }

  @api.removeEventType
  @Delete(':type')
  async remove(
    @Param('type') type: string,
    @Headers('if-match') ifMatch: string | undefined,
    @AuditNote() note: NoteForAudit,
  ): Promise<EventTypeRemovedAnswer> {
    const before = this.#entryOf(type);
    await this.commands.remove(type, revisionOf(ifMatch));
    note(changesBetween(before, this.#entryOf(type)));
    const left = this.catalogue.find(type);
    return { success: true, event_type: left ? presentType(left) : null };
  }

  /** The fields that the API sets of a type. */
  #entryOf(type: string): object {
    return this.catalogue.find(type)?.api?.entry ?? {};
  }

  #values(): ValueNamesView {
    const { names } = this.catalogue;
    const [file, api] = [this.catalogue.namesOf('file'), this.catalogue.namesOf('api')];
    return { names, file, api, revision: this.commands.namesRevision };
  }
}

function answer(listed: ListedType, reply: FastifyReply): EventTypeAnswer {
  const event_type = presentType(listed);
  reply.header('ETag', `"${event_type.revision}"`);
  return { success: true, event_type };
}

/** Reads the revision of `If-Match`; null without the header. */
function revisionOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  const [, revision] = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header.trim()) ?? [];
  if (revision !== undefined) return Number(revision);
  const message = 'The header If-Match is a revision, such as "3"; 0 where the API has no entry.';
  throw Refusal.malformed([{ field: 'If-Match', message }]);
}
