import { expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { VIEWS_MAX, type StoredView, type ViewDraft } from '../../src/modules/store/view-store.js';
import type { Harness } from './store.contract.js';

/** Facts that every driver promises of saved views; to be called where a store has been opened for each fact. */
export function viewFacts(harness: () => Harness): void {
  const views = () => harness().store.views;
  const draft = (more: Partial<ViewDraft> = {}): ViewDraft => ({
    page: 'events',
    name: 'Failures in "France"',
    query: 'type:job.failed data.x:"a\\"b"',
    ...more,
  });
  const saved = async (one: ViewDraft, id = uuid()): Promise<StoredView> => {
    const result = await views().add(id, one, 'ana');
    expect(result).toMatchObject({ kind: 'saved' });
    return (result as { view: StoredView }).view;
  };

  it('keeps views with all they say, in the order of their names', async () => {
    const id = uuid();
    const first = await saved(draft(), id);
    expect(first).toEqual({
      ...draft(),
      id,
      actor: 'ana',
      createdAt: harness().now(),
      updatedAt: harness().now(),
    });
    const second = await saved(draft({ name: 'an earlier name' }));
    const other = await saved(draft({ page: 'deliveries' }));
    await harness().reopen();
    expect(await views().list()).toEqual([other, second, first]);
  });

  it('replaces a view, and tells of one that is gone', async () => {
    const view = await saved(draft());
    await harness().advance(5);
    const changed = draft({ name: 'FAILURES in "France"', query: 'type:job.*' });
    expect(await views().replace(view, changed, 'ben')).toEqual({
      kind: 'saved',
      view: { ...view, ...changed, actor: 'ben', updatedAt: harness().now() },
    });
    const gone = { ...view, id: uuid() };
    expect(await views().replace(gone, draft({ name: 'x' }), 'ben')).toEqual({ kind: 'missing' });
  });

  it('replaces no view that another change has reached first', async () => {
    const view = await saved(draft());
    const changes = ['type:job.a', 'type:job.b'].map((query) =>
      views().replace(view, draft({ query }), 'ben'),
    );
    expect((await Promise.all(changes)).map(({ kind }) => kind).toSorted()).toEqual(['changed', 'saved']);
  });

  it('keeps each name once for a page, whatever its case, also of two that save it together', async () => {
    const names = ['mine', 'Mine'].map((name) => views().add(uuid(), draft({ name }), 'ana'));
    expect((await Promise.all(names)).map(({ kind }) => kind).toSorted()).toEqual(['saved', 'taken']);
    const other = await saved(draft({ name: 'other' }));
    expect(await views().replace(other, draft({ name: 'MINE' }), 'ana')).toEqual({ kind: 'taken' });
    await saved(draft({ page: 'deliveries', name: 'mine' }));
  });

  it('takes the same view again for the one that is there', async () => {
    const view = await saved(draft());
    expect(await views().add(uuid(), draft(), 'ben')).toEqual({ kind: 'saved', view });
    expect(await views().list()).toEqual([view]);
  });

  it('removes a view once', async () => {
    const view = await saved(draft());
    expect([await views().remove(view.id), await views().remove(view.id)]).toEqual([view, null]);
    expect(await views().list()).toEqual([]);
  });

  it('keeps a bounded number of views', async () => {
    for (let nth = 0; nth < VIEWS_MAX; nth++)
      await views().add(uuid(), draft({ name: `view ${nth}` }), 'ana');
    expect(await views().add(uuid(), draft(), 'ana')).toEqual({ kind: 'full' });
  });
}
