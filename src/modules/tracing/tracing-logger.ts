import { Logger } from '@nestjs/common';
import type { DiagLogger } from '@opentelemetry/api';

/** Time in which a repeated message is logged once, ms: an unreachable collector causes one with every batch. */
const REPEAT_MS = 60_000;
const SENTENCE_MAX = 300;

/** Logs the warnings and errors of the OpenTelemetry SDK. */
export class TracingLogger implements DiagLogger {
  readonly #logger = new Logger('Tracing');
  readonly #now: () => number;
  #last = { sentence: '', at: -Infinity };

  /** @param now steady clock, ms */
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
    // The SDK's info messages are not logged.
  }

  debug(): void {
    // The SDK's debug output is not logged.
  }

  verbose(): void {
    // The SDK's verbose output is not logged.
  }
}

/** Extracts the message of an error, which arrives as JSON with its stack. */
function plain(message: string): string {
  try {
    const { message: sentence } = JSON.parse(message) as { message?: unknown };
    return String(sentence ?? message).slice(0, SENTENCE_MAX);
  } catch {
    return message.slice(0, SENTENCE_MAX);
  }
}
