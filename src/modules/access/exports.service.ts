import { Readable } from 'node:stream';
import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  EXPORT_MEDIA,
  exportText,
  type Columns,
  type ExportFormat,
  type Pages,
} from '../http/export-text.js';
import { Clock } from '../model/clock.js';
import { isoTime } from '../model/iso-time.js';
import { SessionWatch } from './console/session-watch.service.js';

/** Exports at a time, at most. */
const EXPORTS_MAX = 8;
/** Interval at which an export checks that the session or key that asked for it has not ended, ms. */
const WATCH_MS = 5_000;
/** Time after which a reader that takes nothing loses its connection, and its place among the exports, ms. */
const STALLED_MS = 60_000;

/** A list that is to be sent as a file. */
export interface Export<View> {
  /** Begin of the file's name. */
  readonly list: string;
  readonly format: ExportFormat;
  readonly pages: Pages<View>;
  readonly columns: Columns<View>;
}

/** Sends whole lists as files: a page is read as the one before has been sent, so memory stays flat. */
@Injectable()
export class Exports {
  #open = 0;

  constructor(
    private readonly clock: Clock,
    private readonly watch: SessionWatch,
  ) {}

  /**
   * Sends an export. A store that fails meanwhile breaks the connection, so that half a file is not taken for a whole
   * one; a reader that stalls for a minute and a caller whose session or key ends lose it too.
   * @throws ServiceUnavailableException while as many exports run as may at a time; what the store throws for the first page
   */
  async send<View extends object>(
    asked: Export<View>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { list, format } = asked;
    if (this.#open >= EXPORTS_MAX)
      throw new ServiceUnavailableException({ message: 'Too many exports are running.', retryAfter: 30 });
    const minute = isoTime(this.clock.now()).slice(0, 16).replaceAll(':', '');
    const headers = {
      'Content-Type': EXPORT_MEDIA[format],
      'Content-Disposition': `attachment; filename="${list}-${minute}.${format}"`,
      'Cache-Control': 'no-store',
    };
    if (request.method === 'HEAD') return void reply.headers(headers).send();
    // Counted before anything is read: requests that arrive together would all pass the check.
    this.#open++;
    const stream = await this.#stream(asked, request);
    void reply.headers(headers).send(stream);
  }

  async #stream<View extends object>(
    { format, pages, columns }: Export<View>,
    request: FastifyRequest,
  ): Promise<Readable> {
    try {
      const text = exportText(format, await begun(pages), columns);
      const stream = Readable.from(
        timed(text, () => stream.destroy()),
        { objectMode: false },
      );
      const over = this.watch.ended(request, WATCH_MS).subscribe(() => stream.destroy());
      stream.once('close', () => {
        over.unsubscribe();
        this.#open--;
      });
      return stream;
    } catch (error) {
      this.#open--;
      throw error;
    }
  }
}

/** The same pages, of which the first has been read: a store that fails at once is an answer of its own. */
async function begun<View>(pages: Pages<View>): Promise<Pages<View>> {
  const first = await pages.next();
  return (async function* () {
    if (first.done === true) return;
    yield first.value;
    yield* pages;
  })();
}

/** The same texts; `stalled` is called where the reader has one and does not ask for the next in time, however long that takes to find. */
async function* timed(texts: AsyncIterable<string>, stalled: () => void): AsyncGenerator<string> {
  for await (const text of texts) {
    const timer = setTimeout(stalled, STALLED_MS);
    try {
      yield text;
    } finally {
      clearTimeout(timer);
    }
  }
}
