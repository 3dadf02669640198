import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { adapterDocs } from './adapter-docs.ts';
import { apiTypes } from './api-types.ts';

/** `npm run openapi`: the descriptions that are checked in, and what the console and the docs are built from. */
const described = (what) =>
  execFileSync(process.execPath, ['dist/describe.js', what], {
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });

const document = described('api');
writeFileSync('docs/openapi.json', document);

mkdirSync('console/src/api', { recursive: true });
writeFileSync('console/src/api/schema.d.ts', await apiTypes(JSON.parse(document)));

for (const [path, page] of await adapterDocs(JSON.parse(described('adapters')))) writeFileSync(path, page);
