import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { apiTypes } from './api-types.ts';

/** `npm run openapi`: the description of the API as it is checked in, and its types for the console. */
const document = execFileSync(process.execPath, ['dist/describe.js'], {
  encoding: 'utf8',
  maxBuffer: 16 * 1024 * 1024,
});
writeFileSync('docs/openapi.json', document);

mkdirSync('console/src/api', { recursive: true });
writeFileSync('console/src/api/schema.d.ts', await apiTypes(JSON.parse(document)));
