import { describe, expect, it } from '@jest/globals';
import { loadSdk, missingSdkText } from './load-sdk.js';

const notFound = (name: string) =>
  Object.assign(new Error(`Cannot find package '${name}' imported from /app/dist/main.js`), {
    code: 'ERR_MODULE_NOT_FOUND',
  });

describe('The OpenTelemetry SDK', () => {
  it('is loaded where it is installed', async () => {
    expect(await loadSdk()).toHaveProperty('NodeSDK');
  });

  it('may be missing', async () => {
    expect(await loadSdk(() => Promise.reject(notFound('@opentelemetry/sdk-node')))).toBeNull();
  });

  it.each([notFound('@opentelemetry/resources'), new Error('The SDK is broken.')])(
    'passes on the error of a broken installation: %s',
    async (broken) => {
      const failing = () => Promise.reject(broken);
      await expect(loadSdk(failing)).rejects.toBe(broken);
    },
  );

  it('is named with its versions where it is missing', () => {
    expect(missingSdkText('^1.2.0')).toContain('"npm install @opentelemetry/sdk-node@^1.2.0"');
  });
});
