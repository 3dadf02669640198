import { expect } from '@jest/globals';
import type { GatewayProcess, Json } from './gateway-process.js';

interface Heard {
  readonly id: string;
  readonly type: string;
  readonly data: Json;
}

/** A listener to the live stream, as a browser's EventSource is one. */
export class StreamListener {
  readonly heard: Heard[] = [];
  ended = false;
  readonly #abort = new AbortController();

  static async open(gateway: GatewayProcess, query = '', lastId?: string): Promise<StreamListener> {
    const listener = new StreamListener();
    const response = await fetch(`${gateway.url}/api/webhooks/stream${query}`, {
      headers: lastId === undefined ? {} : { 'last-event-id': lastId },
      signal: listener.#abort.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    void listener.#read(response.body!).catch(() => (listener.ended = true));
    return listener;
  }

  of(type: string): Json[] {
    return this.heard.filter((one) => one.type === type).map(({ data }) => data);
  }

  close(): void {
    this.#abort.abort();
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    let text = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const frames = (text + chunk).split('\n\n');
      text = frames.pop()!;
      for (const frame of frames) this.#take(frame);
    }
    this.ended = true;
  }

  #take(frame: string): void {
    const fields = Object.fromEntries(frame.split('\n').map((line) => line.split(/: ?(.*)/s, 2)));
    if (fields['data'] === undefined) return;
    this.heard.push({ id: fields['id'] ?? '', type: fields['event'], data: JSON.parse(fields['data']) });
  }
}
