import { Body, Controller, Get, HttpCode, NotFoundException, Param, Post, Query } from '@nestjs/common';
import { Actor } from '../access/access.decorators.js';
import { EndpointNames } from '../history/endpoint-names.service.js';
import { cursorOf, PAGE_FIELDS, pageRequest, uuidOf } from '../history/query/paging.js';
import { range } from '../history/query/filters.js';
import { QueryReader } from '../history/query/query-reader.js';
import { OptionalBody, ValidateBody } from '../http/validate-body.js';
import type { Incident } from '../model/incident.js';
import { Refusal } from '../model/refusal.js';
import { IncidentStore, type IncidentFilter, type Remark } from '../store/incident-store.js';
import { IncidentPresenter } from './incident.presenter.js';
import type { IncidentAnswer, IncidentsAnswer } from './incident.response.js';
import { AcknowledgeRequest, NoteRequest } from './incidents.dto.js';
import { api } from './incidents.openapi.js';

const FIELDS = ['state', 'endpoint', 'cause', 'from', 'to'] as const;
/** The form of an error's code. */
const CODE = /^[\w.-]{1,64}$/;

/** Lists incidents, shows one, and takes what operators say of it. */
@Controller('api/webhooks/incidents')
export class IncidentsController {
  constructor(
    private readonly incidents: IncidentStore,
    private readonly presenter: IncidentPresenter,
    private readonly names: EndpointNames,
  ) {}

  @api.listIncidents
  @Get()
  async list(@Query() given: Record<string, unknown>): Promise<IncidentsAnswer> {
    const query = new QueryReader(given, [...FIELDS, ...PAGE_FIELDS]);
    const [filter, page] = [this.#filter(query), pageRequest(query, 'uuid')];
    query.throwFaults();
    const { rows, next } = await this.incidents.list(filter, page);
    return { success: true, incidents: await this.presenter.all(rows), next_cursor: cursorOf(next) };
  }

  @api.showIncident
  @Get(':id')
  async show(@Param('id') given: string): Promise<IncidentAnswer> {
    const id = uuidOf(given);
    return this.#answer(given, id && (await this.incidents.find(id)));
  }

  @api.acknowledgeIncident
  @Post(':id/acknowledge')
  @HttpCode(200)
  acknowledge(
    @Param('id') given: string,
    @Body(new OptionalBody(AcknowledgeRequest)) { note }: AcknowledgeRequest,
    @Actor() by: string,
  ): Promise<IncidentAnswer> {
    return this.#remark(given, { kind: 'acknowledged', note: note ?? null, by });
  }

  @api.noteIncident
  @Post(':id/note')
  @HttpCode(200)
  async note(
    @Param('id') given: string,
    @Body(new ValidateBody(NoteRequest)) { note }: NoteRequest,
    @Actor() by: string,
  ): Promise<IncidentAnswer> {
    if (!note) {
      // An unknown incident is told before a missing note.
      await this.show(given);
      throw Refusal.unprocessable([
        { field: 'note', message: 'note is required: a text of 1 to 1000 characters.' },
      ]);
    }
    return this.#remark(given, { kind: 'note', note, by });
  }

  async #remark(given: string, remark: Remark): Promise<IncidentAnswer> {
    const id = uuidOf(given);
    return this.#answer(given, id && (await this.incidents.remark(id, remark)));
  }

  async #answer(given: string, incident: Incident | null | ''): Promise<IncidentAnswer> {
    if (!incident) throw new NotFoundException(`There is no incident ${given.slice(0, 64)}.`);
    return { success: true, incident: await this.presenter.detail(incident) };
  }

  #filter(query: QueryReader): IncidentFilter {
    const state = query.read(
      'state',
      (text) => (text === 'open' || text === 'closed' ? text : null),
      'open or closed',
    );
    return {
      open: state === null ? null : state === 'open',
      endpointIds: query.list(
        'endpoint',
        (given) => this.names.idOf(given),
        'ids or names of endpoints, such as webhook_1',
      ),
      codes: query.list(
        'cause',
        (code) => (CODE.test(code) ? code : null),
        'codes of errors, such as HTTP_500',
      ),
      ...range(query),
    };
  }
}
