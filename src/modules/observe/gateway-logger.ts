import { Injectable } from '@nestjs/common';
import { Logger } from 'nestjs-pino';

/** Contexts of the framework's start-up lines, which interest developers only. */
const FRAMEWORK_CONTEXTS = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/** Logs for the whole process; start-up lines of the framework go to `debug`, and so do its errors, which the start tells in words. */
@Injectable()
export class GatewayLogger extends Logger {
  override log(message: unknown, ...params: unknown[]): void {
    if (isOfFramework(params)) super.debug(message, ...params);
    else super.log(message, ...params);
  }

  override error(message: unknown, ...params: unknown[]): void {
    if (isOfFramework(params)) super.debug(message, ...params);
    else super.error(message, ...params);
  }
}

function isOfFramework(params: readonly unknown[]): boolean {
  const context = params.at(-1);
  return typeof context === 'string' && FRAMEWORK_CONTEXTS.has(context);
}
