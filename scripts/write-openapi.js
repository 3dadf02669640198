import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { apiTypes } from './api-types.ts';
import { envExample, settingRows } from './settings.ts';

// `npm run openapi` writes the API description, its types for the console, and .env.example.
const document = execFileSync(process.execPath, ['dist/describe.js'], {
  encoding: 'utf8',
  maxBuffer: 16 * 1024 * 1024,
});
writeFileSync('docs/openapi.json', document);

mkdirSync('console/src/api', { recursive: true });
writeFileSync('console/src/api/schema.d.ts', await apiTypes(JSON.parse(document)));

writeFileSync('.env.example', envExample(settingRows(readFileSync('docs/configuration.md', 'utf8'))));
