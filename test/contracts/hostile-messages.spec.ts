import { describe, expect, it } from '@jest/globals';
import { ADAPTERS } from '../../src/adapters/registry.js';
import { adapterFolder } from '../support/adapter-folder.js';
import { HostileFactory } from './hostile-messages.js';

const [adapter] = ADAPTERS;
const folder = await adapterFolder(adapter!.type);

describe('A run of hostile messages with one that an adapter throws on', () => {
  const factory = new HostileFactory(
    {
      ...adapter!,
      format: () => {
        throw new Error('absurd');
      },
    },
    folder,
  );

  it('tells its seed and the message, and leaves the stack traces of later tests as they were', () => {
    const before = Error.stackTraceLimit;
    expect(() => factory.broken()).toThrow(/^With SEED=-?\d+ this message cannot be formatted: \{"event"/);
    expect(Error.stackTraceLimit).toBe(before);
  });
});
