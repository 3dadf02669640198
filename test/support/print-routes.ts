/**
 * Run by Node itself: composes the built gateway in the working directory and prints the routes of its controllers in a
 * line `routes: ["GET /livez", …]`.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const built = (file: string) =>
  import(pathToFileURL(join(import.meta.dirname, '../../.cache/compiled', file)).href);
await import('reflect-metadata');
const { createApp } = await built('create-app.js');
const { loadConfig } = await built('modules/config/load-config.js');

const { config } = loadConfig({}, { envFile: null });
const app = await createApp(config);
const routes: string[] = [];
app
  .getHttpAdapter()
  .getInstance()
  .addHook('onRoute', ({ method, url }: { method: string | string[]; url: string }) => {
    for (const one of [method].flat()) routes.push(`${one} ${url}`);
  });
await app.init();
await app.close();
// The log goes the same way, in lines of its own.
process.stdout.write(`\nroutes: ${JSON.stringify(routes)}\n`);
process.exit(0);
