import { describe, expect, it } from '@jest/globals';
import { ADAPTERS } from '../../src/adapters/registry.js';
import { adapterFolder, adapterFolders } from '../support/adapter-folder.js';
import { describeAdapter } from './adapter.contract.js';

const folders = await Promise.all(ADAPTERS.map(async ({ type }) => adapterFolder(type)));
ADAPTERS.forEach((adapter, at) => describeAdapter(adapter, folders[at]!));

describe('The registry of adapters', () => {
  it('holds the adapter of every folder', () => {
    expect(ADAPTERS.map(({ type }) => type).sort()).toEqual([...adapterFolders()].sort());
  });

  it('ends with the one adapter that takes every URL', () => {
    expect(ADAPTERS.map(({ fallback }) => fallback)).toEqual(
      ADAPTERS.map((_, at) => at === ADAPTERS.length - 1),
    );
  });

  it('explains every code once, however many adapters have it', () => {
    const sentences = new Map<string, string>();
    for (const [code, explained] of ADAPTERS.flatMap(({ explanations }) => Object.entries(explanations))) {
      expect([code, sentences.get(code) ?? explained.join(' ')]).toEqual([code, explained.join(' ')]);
      sentences.set(code, explained.join(' '));
    }
  });
});
