import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { DefinitionChange, StoredDefinition } from '../../src/modules/store/definition-store.js';
import type { Harness } from './store.contract.js';

/** Facts that every driver promises of endpoints that are defined in the store. */
export function definitionFacts(harness: () => Harness): void {
  const definitions = () => harness().store.definitions;
  const put = (over: Partial<DefinitionChange> = {}): DefinitionChange => {
    const id = over.id ?? randomUUID();
    return {
      id,
      source: 'api',
      fingerprint: `api:${id}`,
      adapter: 'generic',
      maskedUrl: 'https://one/***',
      settings: '{"name":"one"}',
      sealed: 'sealed',
      derivedFrom: null,
      ...over,
    };
  };
  const write = async (change: DefinitionChange): Promise<StoredDefinition> =>
    (await definitions().write([change], []))![0]!;
  const again = (
    { id, revision }: StoredDefinition,
    over: Partial<DefinitionChange> = {},
  ): DefinitionChange => put({ id, derivedFrom: revision, ...over });

  describe('definitions', () => {
    it('are stored as given, under the next public name', async () => {
      const change = put();
      const now = harness().now();
      const first = await write(change);
      expect(first).toEqual({
        id: change.id,
        source: 'api',
        fingerprint: change.fingerprint,
        adapter: 'generic',
        maskedUrl: 'https://one/***',
        settings: '{"name":"one"}',
        sealed: 'sealed',
        webhookId: 'webhook_1',
        revision: expect.any(Number),
        createdAt: now,
        updatedAt: now,
        removedAt: null,
      });
      expect(await definitions().changes(0)).toEqual([first]);
      expect((await write(put({ source: 'file' }))).webhookId).toBe('webhook_2');
    });

    it('are listed as endpoints, and stay when the environment changes', async () => {
      const { id } = await write(put());
      const listed = await harness().store.endpoints.sync([]);
      expect(listed.find((row) => row.id === id)).toMatchObject({ webhookId: 'webhook_1', removedAt: null });
    });

    it('are changed only at the revision that the change was derived from', async () => {
      const first = await write(put());
      await harness().advance(10);
      const second = await write(again(first, { settings: '{"name":"two"}', maskedUrl: 'https://two/***' }));
      expect(second).toMatchObject({ settings: '{"name":"two"}', maskedUrl: 'https://two/***' });
      expect(second).toMatchObject({ createdAt: first.createdAt, updatedAt: harness().now() });
      expect(second.revision).toBeGreaterThan(first.revision);
      expect(await definitions().write([again(first), put()], [])).toBeNull();
      expect(await definitions().changes(0)).toEqual([second]);
    });

    it('are listed since a revision in the order of writing', async () => {
      const [one, two] = [await write(put()), await write(put())];
      expect(await definitions().changes(two!.revision)).toEqual([]);
      const changed = await write(again(one!, { sealed: 'other' }));
      expect(await definitions().changes(two!.revision)).toEqual([changed]);
      expect((await definitions().changes(0)).map(({ id }) => id)).toEqual([two!.id, one!.id]);
    });

    it('lose all but their name when removed, and their public name is not reused', async () => {
      const { id, revision } = await write(put({ settings: '{"name":"one","events":["job.*"]}' }));
      expect(await definitions().write([], [id])).toMatchObject([{ id, removedAt: harness().now() }]);
      expect(await definitions().write([], [id, randomUUID()])).toEqual([]);
      const [removed, ...others] = await definitions().changes(revision);
      expect(removed).toMatchObject({
        id,
        sealed: '',
        settings: '{"name":"one"}',
        removedAt: harness().now(),
      });
      expect(others).toEqual([]);
      expect((await write(put())).webhookId).toBe('webhook_2');
    });

    it('keep no name when removed where they had none', async () => {
      const { id, revision } = await write(put({ settings: '{"timeout_ms":1000}' }));
      await definitions().write([], [id]);
      expect(await definitions().changes(revision)).toMatchObject([{ id, settings: '{}' }]);
    });

    it('are not changed by a caller that has not seen their removal', async () => {
      const first = await write(put());
      await definitions().write([], [first.id]);
      expect(await definitions().write([again(first)], [])).toBeNull();
    });

    it('come back under their own public name', async () => {
      const first = await write(put({ source: 'file' }));
      await definitions().write([], [first.id]);
      const [removed] = await definitions().changes(first.revision);
      const back = await write(again(removed!, { source: 'file' }));
      expect(back).toMatchObject({ webhookId: first.webhookId, removedAt: null, sealed: 'sealed' });
    });

    it('give up a public name that the environment takes', async () => {
      const first = await write(put());
      const fingerprint = 'of-the-environment';
      await harness().store.endpoints.sync([
        { fingerprint, webhookId: 'webhook_1', adapter: 'generic', maskedUrl: '***' },
      ]);
      expect((await write(again(first))).webhookId).toBe('webhook_2');
    });

    it('give up a public name that the environment takes for an endpoint it had before', async () => {
      const inEnvironment = (fingerprint: string, webhookId: string) => ({
        fingerprint,
        webhookId,
        adapter: 'generic',
        maskedUrl: '***',
      });
      await harness().store.endpoints.sync([inEnvironment('back', 'webhook_1')]);
      await harness().store.endpoints.sync([]);
      const first = await write(put());
      expect(first.webhookId).toBe('webhook_2');
      await harness().store.endpoints.sync([inEnvironment('back', 'webhook_2')]);
      expect((await write(again(first))).webhookId).toBe('webhook_3');
    });

    it('cannot be used to remove an endpoint of the environment', async () => {
      const wanted = { fingerprint: 'e', webhookId: 'webhook_1', adapter: 'generic', maskedUrl: '***' };
      const own = (await harness().store.endpoints.sync([wanted])).find(
        ({ fingerprint }) => fingerprint === 'e',
      )!;
      await definitions().write([], [own.id]);
      expect((await harness().store.endpoints.list()).find(({ id }) => id === own.id)).toEqual(own);
    });

    it('stand beside endpoints of listeners, which no start removes and which are removed once', async () => {
      const listener = {
        fingerprint: 'listener:a:b',
        webhookId: 'listener_b',
        adapter: 'generic',
        maskedUrl: 'listener://b',
      };
      const { endpoints } = harness().store;
      const id = await endpoints.addListener(listener);
      await endpoints.sync([]);
      const stored = async () => (await endpoints.list()).find((endpoint) => endpoint.id === id);
      expect(await stored()).toMatchObject({ ...listener, removedAt: null });
      await endpoints.markRemoved(id);
      const removed = await stored();
      expect(removed?.removedAt).toEqual(expect.any(Number));
      await endpoints.markRemoved(id);
      expect(await stored()).toEqual(removed);
    });

    it('are written all or none', async () => {
      const taken = await write(put());
      const clash = put({ fingerprint: taken.fingerprint });
      await expect(definitions().write([put(), clash], [taken.id])).rejects.toThrow();
      expect(await definitions().changes(0)).toEqual([taken]);
    });

    it('written at the same time get different public names and revisions', async () => {
      const written = await Promise.all(Array.from({ length: 8 }, () => write(put())));
      expect(new Set(written.map(({ webhookId }) => webhookId)).size).toBe(8);
      expect(new Set(written.map(({ revision }) => revision)).size).toBe(8);
    });

    it('are kept over a restart', async () => {
      const first = await write(put());
      await harness().reopen();
      expect(await definitions().changes(0)).toEqual([first]);
    });
  });
}
