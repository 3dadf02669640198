import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Logger, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { serveConsole } from './serve-console.js';

/** Where the build puts the console, beside the gateway's own code. */
const FOLDER = resolve(import.meta.dirname, '../../console');

/** Serves the web console at `/`. A gateway without a build of it works all the same. */
@Module({})
export class ConsoleModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  async onModuleInit(): Promise<void> {
    if (existsSync(resolve(FOLDER, 'index.html'))) {
      await serveConsole(this.host.httpAdapter.getInstance(), FOLDER);
    } else {
      new Logger('Console').warn(
        'The web console is not built: npm run build makes it. The API works without.',
      );
    }
  }
}
