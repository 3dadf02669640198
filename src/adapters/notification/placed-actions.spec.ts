import { describe, expect, it } from '@jest/globals';
import { placedActions } from './placed-actions.js';

const JOB = { label: 'Open job', url: 'https://studio.example.test/jobs/j', style: 'default' } as const;
const WATCH = { label: '▶ Watch video', url: 'https://cdn.example.test/v', style: 'primary' } as const;
const QUIET = { id: 'j', link: null, times: [] };
const FAILED = { detail: 'compact', cause: 'Out of memory', actions: [JOB], quiet: QUIET } as const;

describe('The one way of a compact message', () => {
  it('stands in the quiet line where the message says why', () => {
    expect(placedActions(FAILED)).toEqual({ row: [], quiet: [{ ...JOB, label: 'Job' }] });
  });

  it.each([
    ['a message without a cause', { ...FAILED, cause: '' }],
    ['a longer message', { ...FAILED, detail: 'standard' as const }],
    ['two ways', { ...FAILED, actions: [WATCH, JOB] }],
    ['a button that stands out', { ...FAILED, actions: [WATCH] }],
    ['a message without a quiet line', { ...FAILED, quiet: { ...QUIET, id: '' } }],
  ])('is a button in %s', (_, message) => {
    expect(placedActions(message)).toEqual({ row: message.actions, quiet: [] });
  });
});
