import { parseJson } from '../../model/exact-json.js';
import { hideErrors } from './erasure-sql.js';
import * as rows from './hidden-rows-sql.js';
import { asksFor, ERASED, hiddenIn, hideJob, ID_IN_TEXTS_MIN, type Hide } from '../../model/hide-job.js';
import { query, type SqlScript } from './sql-runner.js';

/** Takes a job out of texts that no index leads to: reports, incidents, details of the audit log, views, errors. Returns how many rows named it. */
export function* hideTexts(jobId: string): SqlScript<number> {
  const hide = hideJob(jobId);
  if (jobId.length >= ID_IN_TEXTS_MIN) {
    yield* query(hideErrors(jobId));
    yield* query(rows.hideDisabledReasons(jobId));
  }
  const incidents = yield* hideIncidents(jobId, hide);
  const events = yield* hideOwnEvents(jobId, hide);
  const details = yield* hideDetails(jobId, hide);
  return incidents + events + details + (yield* deleteViews(jobId));
}

function* hideIncidents(jobId: string, hide: Hide): SqlScript<number> {
  let hidden = 0;
  for (const row of yield* query<rows.IncidentTexts>(rows.incidents(jobId))) {
    const shown = {
      ...row,
      first: row.first && hiddenJson(row.first, hide),
      last: row.last && hiddenJson(row.last, hide),
      message: hide(row.message),
      timeline: hiddenJson(row.timeline, hide),
      note: row.note && hide(row.note),
      // Open incidents of an endpoint differ in their class, also once the same is hidden in both.
      errorClass: hide(row.errorClass) === row.errorClass ? row.errorClass : `${ERASED} ${row.id}`,
    };
    if (JSON.stringify(shown) === JSON.stringify(row)) continue;
    yield* query(rows.hideIncident(shown));
    hidden += 1;
  }
  return hidden;
}

/** Digests and reports of failures name jobs, though they are events of none. */
function* hideOwnEvents(jobId: string, hide: Hide): SqlScript<number> {
  let hidden = 0;
  for (let after = ''; ;) {
    const page = yield* query<{ id: string; data: string }>(rows.ownEvents(jobId, after));
    for (const { id, data } of page) {
      const shown = hiddenJson(data, hide);
      if (shown === data) continue;
      yield* query(rows.hideData(id, shown));
      if (jobId.length >= ID_IN_TEXTS_MIN) yield* query(rows.hideAnswers(id, jobId));
      hidden += 1;
    }
    if (page.length < rows.OWN_EVENTS_MAX) return hidden;
    after = page.at(-1)!.id;
  }
}

function* hideDetails(jobId: string, hide: Hide): SqlScript<number> {
  let hidden = 0;
  for (const { id, detail } of yield* query<{ id: number; detail: string }>(rows.details(jobId))) {
    const shown = hiddenJson(detail, hide);
    if (shown === detail) continue;
    yield* query(rows.hideDetail(id, shown));
    hidden += 1;
  }
  return hidden;
}

/** A view of an erased job shows nothing any more. */
function* deleteViews(jobId: string): SqlScript<number> {
  let deleted = 0;
  for (const view of yield* query<{ id: string; name: string; query: string }>(rows.views(jobId))) {
    if (!asksFor(view.query, jobId) && hideJob(jobId)(view.name) === view.name) continue;
    yield* query(rows.deleteView(view.id));
    deleted += 1;
  }
  return deleted;
}

/** JSON with the texts in it hidden; the text as it is where nothing is. */
export function hiddenJson(json: string, hide: Hide): string {
  const before = parseJson(json);
  const shown = JSON.stringify(hiddenIn(before, hide));
  return shown === JSON.stringify(before) ? json : shown;
}
