import { describe, expect, it } from '@jest/globals';
import { SerialQueue } from './serial-queue.js';

describe('SerialQueue', () => {
  it('starts a piece of work once the piece before it is over', async () => {
    const queue = new SerialQueue();
    const log: string[] = [];
    const first = Promise.withResolvers<void>();
    const piece = (name: string, until?: Promise<void>) => async () => {
      log.push(`${name} starts`);
      await until;
      log.push(`${name} ends`);
    };
    const all = [queue.run(piece('a', first.promise)), queue.run(piece('b'))];
    await Promise.resolve();
    expect([log, queue.size]).toEqual([['a starts'], 2]);
    first.resolve();
    await Promise.all(all);
    expect([log, queue.size]).toEqual([['a starts', 'a ends', 'b starts', 'b ends'], 0]);
  });

  it('resolves each call with the result of its own work', async () => {
    const queue = new SerialQueue();
    const results = [1, 2, 3].map((value) => queue.run(() => Promise.resolve(value * 10)));
    expect(await Promise.all(results)).toEqual([10, 20, 30]);
  });

  it('rejects the call whose work fails and goes on with the next', async () => {
    const queue = new SerialQueue();
    const failed = queue.run(() => Promise.reject(new Error('broken')));
    const next = queue.run(() => Promise.resolve('done'));
    await expect(failed).rejects.toThrow('broken');
    expect([await next, queue.size]).toEqual(['done', 0]);
  });

  it('treats work that throws before its first await as failed work', async () => {
    const queue = new SerialQueue();
    const failed = queue.run(() => {
      throw new Error('at once');
    });
    await expect(failed).rejects.toThrow('at once');
    expect(await queue.run(() => Promise.resolve('done'))).toBe('done');
  });

  it('settles once all work given so far is over, failed work too', async () => {
    const queue = new SerialQueue();
    const log: string[] = [];
    const failed = queue.run(() => Promise.reject(new Error('broken')));
    const last = queue.run(async () => void log.push('last'));
    await queue.settled();
    expect(log).toEqual(['last']);
    await expect(failed).rejects.toThrow('broken');
    await last;
  });
});
