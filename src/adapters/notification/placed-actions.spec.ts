import { describe, expect, it } from '@jest/globals';
import { LINKS, placedActions, rowWithin, withRow, type RowMessage } from './placed-actions.js';
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
  const BUTTONS = rowWithin(1, 100);
  const labelsOf = (message: RowMessage, row = BUTTONS): readonly string[] =>
    withRow(message, row).actions.map(({ label }) => label);
  const RETRY = { label: 'Retry job', url: 'https://hooks.example.test/a/t', style: 'danger' } as const;

  it('has buttons for all ways, and no quiet line', () => {
    expect(labelsOf(failed)).toEqual(['Open job', 'Open delivery']);
    expect(withRow(failed, BUTTONS).quiet).toBe(NO_QUIET_LINE);
  });

  it('has short labels where there are three', () => {
    expect(labelsOf({ ...failed, actions: [RETRY, JOB] }, LINKS)).toEqual(['Retry job', 'Job', 'Delivery']);
    expect(labelsOf({ ...failed, actions: [RETRY, JOB, WATCH] }, LINKS)).toHaveLength(3);
  });

  it('has no room for an action whose address the platform does not take', () => {
    const long = { ...JOB, label: 'Open folder', url: `https://studio.example.test/${'f'.repeat(100)}` };
    expect(labelsOf({ ...failed, actions: [long, RETRY, JOB] })).toEqual(['Retry job', 'Job', 'Delivery']);
  });

  it.each([
    ['one way that is a link', failed, LINKS],
    ['no way', { ...failed, actions: [] }, BUTTONS],
    ['a way that the platform does not take', failed, rowWithin(1, 10)],
    ['a message without a cause', { ...failed, cause: '' }, BUTTONS],
    ['a longer message', { ...failed, detail: 'full' as const }, BUTTONS],
  ] as const)('is none for %s, whose quiet line stays', (_, message, row) => {
    expect(withRow(message, row)).toBe(message);
  });
});
