import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Adapter } from './adapters/adapter.js';
import { BUILT_IN } from './adapters/catalogue/catalogue.js';
import { ADAPTERS } from './adapters/registry.js';
import { AppModule } from './app.module.js';
import { loadConfig } from './modules/config/load-config.js';
import { configFileSchema, formFields } from './modules/endpoints/definitions/field-schemas.js';
import { apiDocument } from './modules/openapi/api-document.js';

/** The facts about an adapter in the docs. */
function documented(adapter: Adapter): object {
  const { type, about, fallback, conversations, mentions, limits, schemes } = adapter;
  const { rateLimits, usualRate = null, maxConcurrency = null } = adapter;
  const modes = conversations?.modes ?? [];
  const rates = { rateLimits, usualRate, maxConcurrency, isAnywhere: schemes !== undefined };
  return { type, ...about, fallback, modes, mentions: mentions !== undefined, limits, ...rates };
}

/** Descriptions that are checked in, by the argument of the command. */
const DESCRIPTIONS: Readonly<Record<string, () => unknown>> = {
  api: describeApi,
  adapters: () => ADAPTERS.map(documented),
  'config-file': configFileSchema,
  'event-types': () => [...BUILT_IN.values()],
  form: formFields,
};

async function describeApi(): Promise<unknown> {
  const { config } = loadConfig({}, { envFile: null });
  const options = { preview: true, logger: false } as const;
  return apiDocument(await NestFactory.create(AppModule.forRoot(config), new FastifyAdapter(), options));
}

/**
 * Writes a description as JSON to standard output (`node dist/describe.js [api | adapters | config-file | event-types | form]`): of the API, the
 * adapters, the configuration file, the event types, or the console's form for endpoints. Neither the store nor a port is opened.
 */
async function describe(what = 'api'): Promise<void> {
  const description = await DESCRIPTIONS[what]!();
  process.stdout.write(`${JSON.stringify(description, null, 2)}\n`);
}

describe(process.argv[2]).catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 1;
});
