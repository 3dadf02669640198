import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { adapterDocs } from './adapter-docs.ts';
import { apiTypes } from './api-types.ts';
import { CLIENT_TYPES, clientTypes } from './client-types.ts';
import { endpointFields, presentationFields } from './endpoint-fields.ts';
import { EVENT_DOCS, eventDocs } from './event-docs.ts';
import { envExample, settingRows } from './settings.ts';

// `npm run openapi` writes the descriptions that are checked in, what the console is built from, the pages of the adapters and
// of event types, the client's types, and .env.example.
const described = (what) =>
  execFileSync(process.execPath, ['dist/describe.js', what], {
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });

const document = described('api');
writeFileSync('docs/openapi.json', document);
writeFileSync('docs/gateway-config.schema.json', described('config-file'));

mkdirSync('console/src/api', { recursive: true });
mkdirSync('docs/targets', { recursive: true });
writeFileSync('console/src/api/schema.d.ts', await apiTypes(JSON.parse(document)));
writeFileSync('console/src/api/endpoint-fields.ts', endpointFields(described('form')));
writeFileSync('console/src/api/presentation-fields.ts', presentationFields(described('form')));

for (const [path, page] of await adapterDocs(JSON.parse(described('adapters')))) writeFileSync(path, page);

const eventTypes = JSON.parse(described('event-types'));
writeFileSync(CLIENT_TYPES, await clientTypes(eventTypes));
writeFileSync(EVENT_DOCS, await eventDocs(eventTypes));

writeFileSync('.env.example', envExample(settingRows(readFileSync('docs/configuration.md', 'utf8'))));
