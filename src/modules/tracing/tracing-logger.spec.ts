import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { TracingLogger } from './tracing-logger.js';

describe(TracingLogger.name, () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('logs a repeated message once a minute, a different one at once, and errors without their stack', () => {
    const lines: unknown[] = [];
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((line) => void lines.push(line));
    let now = 0;
    const logger = new TracingLogger(() => now);
    const away = JSON.stringify({ message: 'connect ECONNREFUSED', stack: 'at …' });
    for (now = 0; now <= 60_000; now += 20_000) logger.error(away);
    logger.warn('queue is full');
    logger.info();
    expect(lines).toEqual([
      '🔭 Tracing: connect ECONNREFUSED',
      '🔭 Tracing: connect ECONNREFUSED',
      '🔭 Tracing: queue is full',
    ]);
  });
});
