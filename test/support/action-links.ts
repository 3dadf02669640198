import { until } from './until.js';
import type { ApiAnswer, GatewayProcess } from './gateway-process.js';
import type { Receiver } from './receiver.js';

const LINK = /https?:\/\/[^\s"'<>|()\\]*?(\/a\/gwact_[\w-]{55})/g;

/** Lists the paths of the action links in a text, in the order in which they stand, each once. */
export function actionPaths(text: string): string[] {
  return [...new Set([...text.matchAll(LINK)].map(([, path]) => path!))];
}

/** Waits for a message that contains this text and has action links, and returns their paths. */
export async function linksIn(receiver: Receiver, text: string): Promise<string[]> {
  return until(`a message with “${text}” and action links`, () => {
    const found = receiver.requests
      .filter(({ body }) => body.includes(text))
      .map(({ body }) => actionPaths(body));
    return found.find((paths) => paths.length > 0);
  });
}

/** Opens the page of an action, as a person or a scanner does. */
export function open(gateway: GatewayProcess, path: string, method = 'GET'): Promise<ApiAnswer> {
  return gateway.request(method, path, { headers: { accept: 'text/html' } });
}

/** Sends the form of the page, as its button does. */
export function press(
  gateway: GatewayProcess,
  path: string,
  { key, headers = {} }: { key?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<ApiAnswer> {
  return gateway.request('POST', path, {
    body: key === undefined ? '' : new URLSearchParams({ key }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
}
