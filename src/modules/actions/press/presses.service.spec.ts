import { describe, expect, it, jest } from '@jest/globals';
import type { AuditLog } from '../../access/audit/audit-log.service.js';
import type { ActionStore, StoredUse } from '../../store/action-store.js';
import type { ActionEffects } from '../effects/action-effects.service.js';
import type { CarriedAction, Effect, Presser } from './carried-action.js';
import { Presses } from './presses.service.js';

const BY: Presser = { via: 'link', actor: 'link of message at webhook_1', by: 'reader of #jobs', ip: '::1' };
const DONE: Effect = { kind: 'done', target: 'job-1', message: 'Done.' };
const USED: StoredUse = { actor: 'Ana', via: 'console', state: 'done', pressedAt: 1 };

/** Presses over a store, a log and effects that note in order what they are asked for. */
function scene(run: () => Promise<Effect>, { once = true, before = null as StoredUse | null } = {}) {
  const steps: string[] = [];
  const note = (step: string) => steps.push(step);
  const store = {
    begin: async () => (note('begin'), before),
    complete: async () => void note('complete'),
    release: async () => void note('release'),
  } as unknown as ActionStore;
  const audit = {
    begin: async () => (note('audit'), { id: 1, entry: {} }),
    complete: async (_: unknown, { outcome }: { outcome: string }) => void note(`audited ${outcome}`),
  } as unknown as AuditLog;
  const effects = { run: jest.fn(async () => (note('run'), run())) } as unknown as ActionEffects;
  const carried = {
    action: { name: 'retry', label: 'Retry job' },
    once,
    message: { summary: { id: '0190c6b2-3f5e-7d00-8000-000000000001' } },
    endpoint: { webhookId: 'webhook_1' },
  } as unknown as CarriedAction;
  return {
    steps,
    press: (pressId?: string) => new Presses(store, effects, audit).press(carried, BY, pressId),
  };
}

describe('A press', () => {
  it('is begun and audited before anything is done, and completed afterwards', async () => {
    const { steps, press } = scene(async () => DONE);
    expect(await press()).toEqual(DONE);
    expect(steps).toEqual(['begin', 'audit', 'run', 'audited done', 'complete']);
  });

  it('does nothing where somebody was first', async () => {
    const { steps, press } = scene(async () => DONE, { before: USED });
    expect(await press()).toEqual({ kind: 'used', use: USED });
    expect(steps).toEqual(['begin']);
  });

  it('does not use the action up where it is refused', async () => {
    const { steps, press } = scene(async () => ({ ...DONE, kind: 'refused' }));
    expect(await press()).toMatchObject({ kind: 'refused' });
    expect(steps).toEqual(['begin', 'audit', 'run', 'audited refused', 'release']);
  });

  it('is released where it fails, so that it may be repeated at once', async () => {
    const { steps, press } = scene(() => Promise.reject(new Error('the store is away')));
    await expect(press()).rejects.toThrow('the store is away');
    expect(steps).toEqual(['begin', 'audit', 'run', 'audited failed', 'release']);
  });

  it('needs no row where the action may be repeated', async () => {
    const { steps, press } = scene(async () => DONE, { once: false });
    await press();
    expect(steps).toEqual(['audit', 'run', 'audited done']);
  });

  it('is carried out once where a platform may report it twice, also of an action that may be repeated', async () => {
    const first = scene(async () => DONE, { once: false });
    await first.press('query-1');
    expect(first.steps).toEqual(['begin', 'audit', 'run', 'audited done', 'complete']);
    const again = scene(async () => DONE, { once: false, before: USED });
    expect(await again.press('query-1')).toEqual({ kind: 'used', use: USED });
    expect(again.steps).toEqual(['begin']);
  });
});
