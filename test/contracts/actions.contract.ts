import { expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { PRESS_LEASE_MS, USE_KEPT_MS, type Presser } from '../../src/modules/store/action-store.js';
import type { Harness } from './store.contract.js';

const ANA: Presser = { actor: 'Ana', via: 'console' };
const LINK: Presser = { actor: 'link', via: 'link' };

/** Facts that every driver promises of actions; to be called where a store has been opened for each fact. */
export function actionFacts(harness: () => Harness): void {
  const actions = () => harness().store.actions;
  const aUse = () => ({ deliveryId: uuid(), action: 'retry' });

  it('begins a press once, and tells who pressed before, also after a restart', async () => {
    const use = aUse();
    expect(await actions().find(use)).toBeNull();
    expect(await actions().begin(use, ANA)).toBeNull();
    const begun = { ...ANA, state: 'begun', pressedAt: harness().now() };
    expect(await actions().begin(use, LINK)).toEqual(begun);
    await actions().complete(use);
    await harness().reopen();
    expect(await actions().begin(use, LINK)).toEqual({ ...begun, state: 'done' });
    expect(await actions().find(use)).toEqual({ ...begun, state: 'done' });
  });

  it('lets one of many presses at once begin', async () => {
    const use = aUse();
    const answers = await Promise.all(Array.from({ length: 8 }, () => actions().begin(use, LINK)));
    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
  });

  it('tells the actions of one message, and the messages of one action, apart', async () => {
    const use = aUse();
    await actions().begin(use, ANA);
    expect(await actions().begin({ ...use, action: 'redeliver' }, ANA)).toBeNull();
    expect(await actions().begin({ ...use, deliveryId: uuid() }, ANA)).toBeNull();
  });

  it('begins a press again that was released, or whose node stopped', async () => {
    const [released, left] = [aUse(), aUse()];
    await actions().begin(released, ANA);
    await actions().release(released);
    expect(await actions().begin(released, LINK)).toBeNull();
    await actions().begin(left, ANA);
    await harness().advance(PRESS_LEASE_MS - 1);
    expect(await actions().begin(left, LINK)).toMatchObject(ANA);
    await harness().advance(1);
    expect(await actions().begin(left, LINK)).toBeNull();
    expect(await actions().find(left)).toMatchObject(LINK);
  });

  it('does not release a press that is done', async () => {
    const use = aUse();
    await actions().begin(use, ANA);
    await actions().complete(use);
    await actions().release(use);
    await harness().advance(PRESS_LEASE_MS * 2);
    expect(await actions().begin(use, LINK)).toMatchObject({ state: 'done' });
  });

  it('forgets presses when every link of their message has expired', async () => {
    const use = aUse();
    await actions().begin(use, ANA);
    await actions().complete(use);
    await harness().advance(USE_KEPT_MS + 1);
    await actions().begin(aUse(), ANA);
    expect(await actions().find(use)).toBeNull();
  });
}
