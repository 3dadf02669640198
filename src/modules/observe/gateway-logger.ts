import { Injectable } from '@nestjs/common';
import { Logger } from 'nestjs-pino';

/** What the framework says of its own start: of interest to developers only. */
const FRAMEWORK = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/** The log of the whole process; the framework's own start-up lines go to `debug`. */
@Injectable()
export class GatewayLogger extends Logger {
  override log(message: unknown, ...params: unknown[]): void {
    const context = params.at(-1);
    if (typeof context === 'string' && FRAMEWORK.has(context)) super.debug(message, ...params);
    else super.log(message, ...params);
  }
}
