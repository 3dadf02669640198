import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { Actor, AuditNote, type NoteForAudit } from '../../access/access.decorators.js';
import { FilterReader } from '../../history/filter-reader.service.js';
import { uuidOf } from '../../history/query/paging.js';
import { ValidateBody } from '../../http/validate-body.js';
import { isoTime } from '../../model/iso-time.js';
import { Refusal } from '../../model/refusal.js';
import { sortableId } from '../../model/sortable-id.js';
import {
  VIEWS_MAX,
  ViewStore,
  type SavedView,
  type StoredView,
  type ViewDraft,
} from '../../store/view-store.js';
import { ViewChange, ViewRequest } from './views.dto.js';
import { api } from './views.openapi.js';
import type { ViewAnswer, ViewsAnswer, ViewView } from './views.response.js';

/** Keeps views: queries of lists under names, for all operators. */
@Controller('api/webhooks/views')
export class ViewsController {
  constructor(
    private readonly views: ViewStore,
    private readonly filters: FilterReader,
  ) {}

  @api.listViews
  @Get()
  async list(): Promise<ViewsAnswer> {
    return { success: true, views: (await this.views.list()).map(viewOf) };
  }

  @api.addView
  @Post()
  async add(
    @Body(new ValidateBody(ViewRequest)) request: ViewRequest,
    @Actor() actor: string,
    @AuditNote() note: NoteForAudit,
  ): Promise<ViewAnswer> {
    const draft = this.#draft(request);
    note({ name: draft.name, page: draft.page });
    return answerOf(await this.views.add(sortableId(), draft, actor), draft);
  }

  @api.updateView
  @Patch(':id')
  async update(
    @Param('id') given: string,
    @Body(new ValidateBody(ViewChange)) change: ViewChange,
    @Actor() actor: string,
    @AuditNote() note: NoteForAudit,
  ): Promise<ViewAnswer> {
    const id = idOf(given);
    for (;;) {
      const before = (await this.views.list()).find((view) => view.id === id);
      if (!before) throw missing(given);
      const draft = this.#draft({
        page: change.page ?? before.page,
        name: change.name ?? before.name,
        q: change.q ?? before.query,
      });
      note({ name: draft.name, page: draft.page });
      const saved = await this.views.replace(before, draft, actor);
      // Another change came between: this one is applied to its result, so that both are kept.
      if (saved.kind !== 'changed') return answerOf(saved, draft);
    }
  }

  @api.removeView
  @Delete(':id')
  async remove(@Param('id') given: string, @AuditNote() note: NoteForAudit): Promise<ViewAnswer> {
    const view = await this.views.remove(idOf(given));
    if (!view) throw missing(given);
    note({ name: view.name, page: view.page });
    return { success: true, view: viewOf(view) };
  }

  /** @throws Refusal `unprocessable` for a query that is none */
  #draft({ page, name, q }: ViewRequest): ViewDraft {
    this.filters.checkQuery(page, q);
    return { page, name: name.trim(), query: q.trim() };
  }
}

const missing = (id: string): Refusal => Refusal.notFound(`There is no view ${id.slice(0, 64)}.`);

function idOf(given: string): string {
  const id = uuidOf(given);
  if (id === null) throw missing(given);
  return id;
}

function answerOf(saved: SavedView, { name, page }: ViewDraft): ViewAnswer {
  switch (saved.kind) {
    case 'saved':
      return { success: true, view: viewOf(saved.view) };
    case 'taken':
      throw Refusal.conflict(`There is a view ${JSON.stringify(name)} of ${page} already.`, 'name_taken');
    case 'full':
      throw Refusal.conflict(`There are ${VIEWS_MAX} views already; remove one first.`, 'too_many_views');
    case 'missing':
    case 'changed':
      throw Refusal.notFound('There is no such view any more.');
  }
}

function viewOf({ id, page, name, query, actor, createdAt, updatedAt }: StoredView): ViewView {
  return {
    id,
    page,
    name,
    q: query,
    actor,
    created_at: isoTime(createdAt),
    updated_at: isoTime(updatedAt),
  };
}
