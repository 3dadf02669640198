import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { apiTypes } from '../../scripts/api-types.js';
import { ApiDescription, DOCUMENT_FILE, type Json } from '../support/api-description.js';
import { Stage } from '../support/stage.js';

const run = promisify(execFile);
const stage = Stage.forFile();
const api = new ApiDescription();
const { document } = api;
const built = join(import.meta.dirname, '../../dist/describe.js');

/** Every object of the document that is a schema's property. */
function properties(schemas: Json): [string, Json][] {
  return Object.entries<Json>(schemas).flatMap(([name, { properties = {} }]) =>
    Object.entries<Json>(properties).map(([field, schema]): [string, Json] => [`${name}.${field}`, schema]),
  );
}

/** Tells whether a schema is made of no other schemas, whose fields have examples of their own. */
function isLeaf(schema: Json): boolean {
  return !JSON.stringify(schema).includes('"$ref"');
}

/** The schema of attributes that a CloudEvent may hold beyond the named ones. */
const EXTENSION = expect.objectContaining({ type: ['string', 'boolean', 'integer', 'null'] });

/** Schemas of what senders define: attributes of a CloudEvent, data of a job. */
const OPEN: Readonly<Record<string, unknown>> = { CloudEvent: EXTENSION, JobData: true };

describe('docs/openapi.json', () => {
  it('agrees with what the gateway describes, as written by `npm run openapi`', async () => {
    const { stdout } = await run(process.execPath, [built], { maxBuffer: 16 * 1024 * 1024 });
    const same = readFileSync(DOCUMENT_FILE, 'utf8') === stdout;
    const remedy = 'docs/openapi.json is not what the controllers describe: run `npm run openapi`';
    expect(same ? 'the same' : remedy).toBe('the same');
  });

  it('is a valid OpenAPI 3.1 document, from which the types of the console are generated', async () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const types = await apiTypes(structuredClone(document));
    const kept = readFileSync(join(import.meta.dirname, '../../console/src/api/schema.d.ts'), 'utf8');
    const remedy = 'console/src/api/schema.d.ts is another than the document says: run `npm run openapi`';
    expect(kept === types ? 'the same' : remedy).toBe('the same');
  });

  it('holds JSON Schemas of 2020-12, closed where the gateway defines the shape', () => {
    for (const [name, schema] of Object.entries<Json>(document.components.schemas)) {
      expect(() => api.faults({ $ref: `#/components/schemas/${name}` }, {})).not.toThrow();
      expect([name, schema.additionalProperties]).toEqual([name, OPEN[name] ?? false]);
    }
  });

  it('describes every field, parameter and answer', () => {
    const silent = properties(document.components.schemas).filter(([, { description }]) => !description);
    expect(silent.map(([name]) => name)).toEqual([]);
    for (const { id, spec } of api.operations) {
      expect([id, spec.summary]).toEqual([id, expect.stringMatching(/\S/)]);
      for (const { name, description, schema } of spec.parameters)
        expect([id, name, description, schema]).toEqual([id, name, expect.any(String), expect.anything()]);
      for (const status of Object.keys(spec.responses))
        expect(api.response({ id, spec } as never, Number(status)).description).toMatch(/\S/);
      expect([id, api.examples({ id, spec } as never).length > 0]).toEqual([id, 'requestBody' in spec]);
    }
  });

  it('has an example of every field that satisfies its schema', () => {
    const leaves = properties(document.components.schemas).filter(([, schema]) => isLeaf(schema));
    const bare = leaves.filter(([, schema]) => !('example' in schema));
    expect(bare.map(([name]) => name)).toEqual([]);
    for (const [name, schema] of leaves)
      expect([name, api.faults(schema, schema.example)]).toEqual([name, []]);
  });

  it('has examples of requests and refusals that satisfy their schemas', () => {
    for (const { id, spec } of api.operations)
      for (const [type, { schema, examples }] of Object.entries<Json>(spec.requestBody?.content ?? {}))
        for (const { value } of Object.values<Json>(examples))
          expect([id, type, api.faults(schema, value)]).toEqual([id, type, []]);
    for (const [name, { content }] of Object.entries<Json>(document.components.responses))
      for (const { schema, example } of Object.values<Json>(content))
        expect([name, api.faults(schema, example)]).toEqual([name, []]);
  });

  it('gives each operation an id of its own', () => {
    const ids = api.operations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('holds every route of the gateway, and no other', async () => {
    const script = join(import.meta.dirname, '../support/print-routes.ts');
    const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
      cwd: stage.folder.path,
    });
    const routes: string[] = JSON.parse(/^routes: (.*)$/m.exec(stdout)![1]!);
    const registered = routes.filter((route) => !/^(HEAD|OPTIONS) |\/api\/docs| \/a\/:token$/.test(route));
    const described = api.operations.map(
      ({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    );
    expect(registered.sort()).toEqual(described.sort());
  });
});
