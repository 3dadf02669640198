import { Controller, Get, NotFoundException, Param } from '@nestjs/common';
import { isoTime } from '../model/iso-time.js';
import { jobKey } from '../model/order-key.js';
import { ConversationStore } from '../store/conversation-store.js';
import { HistoryStore, type EventSummary } from '../store/history-store.js';
import { EventPresenter } from './event.presenter.js';
import { JobMessagePresenter } from './job-message.presenter.js';
import { JobPresenter } from './job.presenter.js';
import type { JobAnswer } from './job.response.js';
import { api } from './jobs.openapi.js';

/** Bounds of the page of one job: a job has a handful of events, and a mistake may make thousands. */
const EVENTS_MAX = 200;
const DELIVERIES_MAX = 2_000;
const ATTEMPTS_MAX = 4_000;

/** Shows one job: what it is, and what became of its events at every endpoint. */
@Controller('api/webhooks')
export class JobsController {
  constructor(
    private readonly history: HistoryStore,
    private readonly conversations: ConversationStore,
    private readonly events: EventPresenter,
    private readonly messages: JobMessagePresenter,
    private readonly jobs: JobPresenter,
  ) {}

  @api.showJob
  @Get('jobs/:id')
  async show(@Param('id') jobId: string): Promise<JobAnswer> {
    const { rows, first, newest } = await this.#eventsOf(jobId);
    const deliveries = await this.history.deliveriesOfEvents(idsOf(rows), DELIVERIES_MAX);
    const [total, attempts, messages] = await Promise.all([
      this.history.eventsOfJob(jobId),
      this.history.attemptsOf(idsOf(deliveries), ATTEMPTS_MAX),
      this.conversations.ofJob(jobKey(jobId), deliveries),
    ]);
    const byEvent = Map.groupBy(deliveries.toReversed(), ({ eventId }) => eventId);
    return {
      success: true,
      job: {
        job_id: jobId,
        first_at: isoTime(first.acceptedAt),
        last_at: isoTime(rows[0]!.acceptedAt),
        summary: this.jobs.summary(newest, first),
        events_total: total,
        truncated:
          total > rows.length || deliveries.length === DELIVERIES_MAX || attempts.length === ATTEMPTS_MAX,
        events: rows.map((summary) =>
          this.events.withDeliveries({ summary, deliveries: byEvent.get(summary.id) ?? [] }),
        ),
        attempts: attempts.toReversed().map(this.jobs.attempt),
        messages: messages.map(this.messages.message),
      },
    };
  }

  /** Reads the newest events of a job, the newest of them with its data, and its first event. @throws NotFoundException */
  async #eventsOf(jobId: string) {
    const filter = { types: null, jobId, from: null, to: null, fromOutside: true };
    const { rows } = await this.history.events(filter, { limit: EVENTS_MAX, after: null });
    const newest = rows[0] && (await this.history.event(rows[0].id));
    if (!newest) throw new NotFoundException(`There is no event of a job ${jobId.slice(0, 64)}.`);
    const oldest =
      rows.length < EVENTS_MAX
        ? rows.at(-1)
        : (await this.history.events(filter, { limit: 1, after: null, oldestFirst: true })).rows[0];
    return { rows, newest, first: oldest ?? newest.summary };
  }
}

const idsOf = (rows: readonly Pick<EventSummary, 'id'>[]): string[] => rows.map(({ id }) => id);
