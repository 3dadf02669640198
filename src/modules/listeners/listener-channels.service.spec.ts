import { describe, expect, it, jest } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import { handedOver } from '../delivery/sender/hand-over.js';
import type { HandedRequest } from '../model/listener-link.js';
import { ListenerChannels } from './listener-channels.service.js';

const URL = 'listener://listener_1';
const REQUEST: HandedRequest = { method: 'POST', headers: {}, body: '{}', timeoutMs: 20_000 };
const OK = { kind: 'answer', status: 200, headers: {}, body: '' } as const;

function aChannel() {
  const channels = new ListenerChannels();
  channels.add(URL);
  const write = jest.fn((_hand: string, _request: HandedRequest) => true);
  channels.attach(URL, write);
  return { channels, write, hand: () => write.mock.lastCall![0] };
}

describe('A channel of a listener', () => {
  it('hands requests over and takes each answer once', async () => {
    const { channels, write, hand } = aChannel();
    const handed = channels.hand(URL, REQUEST)!;
    expect(write).toHaveBeenCalledWith(expect.any(String), REQUEST);
    expect(channels.answer(URL, hand(), OK)).toBe(true);
    expect(channels.answer(URL, hand(), OK)).toBe(false);
    expect(await firstValueFrom(handedOver(handed, 20_000))).toMatchObject({
      ...OK,
      durationMs: expect.any(Number),
    });
  });

  it('ends what is under way when its stream ends, and takes nothing without one', async () => {
    const { channels, write } = aChannel();
    const handed = channels.hand(URL, REQUEST)!;
    expect(channels.detach(URL, write)).toBe(true);
    const disconnected = { kind: 'no-answer', fault: { code: 'LISTENER_DISCONNECTED' } };
    expect(await handed.answer).toMatchObject(disconnected);
    expect(await channels.hand(URL, REQUEST)!.answer).toMatchObject(disconnected);
  });

  it('belongs to the stream that came last', async () => {
    const { channels, write } = aChannel();
    const next = jest.fn(() => true);
    channels.attach(URL, next);
    expect(channels.detach(URL, write)).toBe(false);
    void channels.hand(URL, REQUEST);
    expect(next).toHaveBeenCalledTimes(1);
  });

  it('is none for other URLs', () => {
    expect(aChannel().channels.hand('https://app.test/', REQUEST)).toBeNull();
  });

  it('counts no answer after the timeout', async () => {
    const { channels, hand } = aChannel();
    const result = await firstValueFrom(handedOver(channels.hand(URL, REQUEST)!, 1));
    expect(result).toMatchObject({ kind: 'no-answer', fault: { code: 'TIMEOUT' } });
    expect(channels.answer(URL, hand(), OK)).toBe(false);
  });
});
