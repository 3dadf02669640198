import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { ExporterDiary } from './exporter-diary.js';

describe(ExporterDiary.name, () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('says the same once a minute, something else at once, and errors without their stack', () => {
    const lines: unknown[] = [];
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((line) => void lines.push(line));
    let now = 0;
    const diary = new ExporterDiary(() => now);
    const away = JSON.stringify({ message: 'connect ECONNREFUSED', stack: 'at …' });
    for (now = 0; now <= 60_000; now += 20_000) diary.error(away);
    diary.warn('queue is full');
    diary.info();
    expect(lines).toEqual([
      '🔭 Tracing: connect ECONNREFUSED',
      '🔭 Tracing: connect ECONNREFUSED',
      '🔭 Tracing: queue is full',
    ]);
  });
});
