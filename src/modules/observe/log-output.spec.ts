import fs from 'node:fs';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { logOutput } from './log-output.js';

/** A write of the log to standard output that has not ended. */
interface Write {
  readonly text: string;
  /** Ends it: all of it is written, or, with less, that many bytes. */
  readonly end: (bytes?: number) => void;
}

const writes: Write[] = [];

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick'] });
  writes.length = 0;
  const write = (_fd: number, bytes: Buffer, done: (error: null, written: number) => void): void => {
    writes.push({ text: bytes.toString(), end: (written = bytes.length) => done(null, written) });
  };
  jest.spyOn(fs, 'write').mockImplementation(write as unknown as typeof fs.write);
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const texts = (): string[] => writes.map(({ text }) => text);

it('The log writes the lines of 50 ms at once, and nothing where there are none', () => {
  const log = logOutput();
  jest.advanceTimersByTime(1_000);
  expect(texts()).toEqual([]);
  log.write('one\n');
  jest.advanceTimersByTime(49);
  log.write('two\n');
  expect(texts()).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(texts()).toEqual(['one\ntwo\n']);
  writes[0]!.end();
  jest.advanceTimersByTime(1_000);
  expect(writes).toHaveLength(1);
});

it('The log writes lines that come during a write within 50 ms after its end', () => {
  const log = logOutput();
  log.write('one\n');
  jest.advanceTimersByTime(50);
  log.write('two\n');
  jest.advanceTimersByTime(500);
  expect(texts()).toEqual(['one\n']);
  writes[0]!.end(2);
  expect(texts()).toEqual(['one\n', 'e\n']);
  writes[1]!.end();
  jest.advanceTimersByTime(50);
  expect(texts()).toEqual(['one\n', 'e\n', 'two\n']);
  writes[2]!.end();
  jest.advanceTimersByTime(1_000);
  expect(writes).toHaveLength(3);
});

it('The log goes on after lines that it had to drop', () => {
  const log = logOutput();
  log.write('x\n');
  jest.advanceTimersByTime(50);
  const line = `${'y'.repeat(1024 * 1024)}\n`;
  for (let n = 0; n < 6; n++) log.write(line);
  for (let n = 0; n < writes.length; n++) {
    writes[n]!.end();
    jest.advanceTimersByTime(1_000);
  }
  expect(texts().join('').length).toBeLessThan(6 * line.length);
  const before = writes.length;
  log.write('after\n');
  jest.advanceTimersByTime(50);
  expect(texts().slice(before)).toEqual(['after\n']);
  writes.at(-1)!.end();
  jest.advanceTimersByTime(1_000);
  expect(writes).toHaveLength(before + 1);
});
