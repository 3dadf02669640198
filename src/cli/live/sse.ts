/** One message of a stream of Server-Sent Events. */
export interface ServerSent {
  readonly id: string | null;
  readonly event: string;
  readonly data: string;
}

/** Reads Server-Sent Events out of chunks of text. Comments and `retry` are skipped. */
export class SseReader {
  #rest = '';
  #id: string | null = null;
  #event = 'message';
  #data: string[] = [];

  /** Takes a chunk and returns the messages that it completes. */
  push(chunk: string): ServerSent[] {
    // A chunk may end between the two characters of a line break.
    const parts = (this.#rest + chunk).split(/\r\n|\n|\r(?=[^\n])/);
    this.#rest = parts.pop()!;
    return parts.flatMap((line) => this.#line(line));
  }

  #line(line: string): ServerSent[] {
    if (line === '') return this.#complete();
    const [, name = line, value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (name === 'id') this.#id = value;
    else if (name === 'event') this.#event = value;
    else if (name === 'data') this.#data.push(value);
    return [];
  }

  #complete(): ServerSent[] {
    const message = { id: this.#id, event: this.#event, data: this.#data.join('\n') };
    const isEmpty = this.#data.length === 0;
    [this.#event, this.#data] = ['message', []];
    return isEmpty ? [] : [message];
  }
}
