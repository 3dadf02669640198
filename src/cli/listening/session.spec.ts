import { describe, expect, it } from '@jest/globals';
import type { Api, Json, Parts } from '../api.js';
import { Output } from '../output.js';
import { ListenSession } from './session.js';

describe('A session of gateway listen', () => {
  it('ends when it is stopped while the gateway does not answer', async () => {
    const call = (_method: string, _path: string, { signal }: Parts): Promise<Json> =>
      new Promise((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    const terms = { request: {}, to: new URL('http://127.0.0.1:1') };
    const session = new ListenSession({ call } as unknown as Api, new Output(false), terms);
    const running = session.run();
    session.stop();
    await running;
    expect(session.count).toBe(0);
  });
});
