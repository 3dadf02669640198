import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { loadConfig } from './modules/config/load-config.js';
import { apiDocument } from './modules/openapi/api-document.js';

/** `node dist/describe.js`: writes the description of the API to standard output. Nothing is opened or listened on. */
async function describe(): Promise<void> {
  const { config } = loadConfig({}, { envFile: null });
  const options = { preview: true, logger: false } as const;
  const app = await NestFactory.create(AppModule.forRoot(config), new FastifyAdapter(), options);
  process.stdout.write(`${JSON.stringify(apiDocument(app), null, 2)}\n`);
}

describe().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 1;
});
