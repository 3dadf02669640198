import { describe, expect, it } from '@jest/globals';
import { placedActions, withRow, type RowMessage } from './placed-actions.js';
import { NO_QUIET_LINE } from './quiet-line.js';

const JOB = { label: 'Open job', url: 'https://studio.example.test/jobs/j', style: 'default' } as const;
const WATCH = { label: '▶ Watch video', url: 'https://cdn.example.test/v', style: 'primary' } as const;
const QUIET = { id: 'j', link: null, times: [], before: 0 };
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

describe('The row of a compact message that says why', () => {
  const link = { label: 'Delivery', url: 'https://hooks.example.test/deliveries/d' };
  const failed = { ...FAILED, quiet: { ...QUIET, link } };
  const labelsOf = (message: RowMessage, least: 1 | 2): readonly string[] =>
    withRow(message, least).actions.map(({ label }) => label);
  const RETRY = { label: 'Retry job', url: 'https://hooks.example.test/a/t', style: 'danger' } as const;

  it('has buttons for all ways, and no quiet line', () => {
    expect(labelsOf(failed, 1)).toEqual(['Open job', 'Open delivery']);
    expect(withRow(failed, 1).quiet).toBe(NO_QUIET_LINE);
  });

  it('has short labels where there are three', () => {
    expect(labelsOf({ ...failed, actions: [RETRY, JOB] }, 2)).toEqual(['Retry job', 'Job', 'Delivery']);
    expect(labelsOf({ ...failed, actions: [RETRY, JOB, WATCH] }, 2)).toHaveLength(3);
  });

  it.each([
    ['one way that is a link', failed, 2],
    ['no way', { ...failed, actions: [] }, 1],
    ['a message without a cause', { ...failed, cause: '' }, 1],
    ['a longer message', { ...failed, detail: 'full' as const }, 1],
  ] as const)('is none for %s', (_, message, least) => {
    expect(withRow(message, least)).toBe(message);
  });
});
