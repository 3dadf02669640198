import { Injectable } from '@nestjs/common';
import { explanationView } from '../../adapters/explanation.js';
import { GatewayConfig } from '../config/gateway-config.js';
import { messageOptionsOf } from '../endpoints/presentation/message-options.js';
import { EventCatalogue } from '../event-types/event-catalogue.service.js';
import { isoTime } from '../model/iso-time.js';
import { Redactor } from '../model/redactor.js';
import { NO_LINKS } from '../model/message-options.js';
import type { EventRecord, EventSummary, JobAttempt } from '../store/history-store.js';
import { jobSummary } from './job-summary.js';
import type { JobAttemptView, JobSummaryView } from './job.response.js';

/** Presents what a job is, and the attempts of its deliveries. */
@Injectable()
export class JobPresenter {
  constructor(
    private readonly config: GatewayConfig,
    private readonly types: EventCatalogue,
    private readonly redactor: Redactor,
  ) {}

  summary(newest: EventRecord, first: EventSummary): JobSummaryView {
    const { brand, message } = this.config;
    const { data } = this.redactor.of({ type: newest.summary.type, data: newest.data }).event;
    return jobSummary({ ...newest, data }, first, {
      brand,
      type: this.types.typeOf(newest.summary.type),
      names: this.types.names,
      message: messageOptionsOf(undefined, message),
      links: NO_LINKS,
    });
  }

  readonly attempt = (attempt: JobAttempt): JobAttemptView => {
    const { errorCode: code, errorMessage, status } = attempt;
    return {
      delivery_id: attempt.deliveryId,
      number: attempt.number,
      started_at: isoTime(attempt.startedAt),
      duration_ms: attempt.durationMs,
      status,
      outcome: attempt.outcome,
      error: code === null ? null : { code, message: errorMessage ?? '' },
      explanation: explanationView({ code, status }),
      note: attempt.note,
    };
  };
}
