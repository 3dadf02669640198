import { Logger } from '@nestjs/common';
import type { DiagLogger } from '@opentelemetry/api';

/** A collector that is away says so with every batch: the same sentence is written once in so many ms. */
const REPEAT_MS = 60_000;
const SENTENCE_MAX = 300;

/** What the OpenTelemetry SDK has to say of itself, as lines of the gateway's log. */
export class ExporterDiary implements DiagLogger {
  readonly #logger = new Logger('Tracing');
  readonly #now: () => number;
  #last = { sentence: '', at: -Infinity };

  /** @param now steady time, ms */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  error(message: string): void {
    this.warn(message);
  }

  warn(message: string): void {
    const sentence = plain(message);
    const at = this.#now();
    if (sentence === this.#last.sentence && at - this.#last.at < REPEAT_MS) return;
    this.#last = { sentence, at };
    this.#logger.warn(`🔭 Tracing: ${sentence}`);
  }

  info(): void {
    // Of interest to those who develop the SDK.
  }

  debug(): void {
    // Likewise.
  }

  verbose(): void {
    // Likewise.
  }
}

/** Errors arrive as JSON with their stack. */
function plain(message: string): string {
  try {
    const { message: sentence } = JSON.parse(message) as { message?: unknown };
    return String(sentence ?? message).slice(0, SENTENCE_MAX);
  } catch {
    return message.slice(0, SENTENCE_MAX);
  }
}
