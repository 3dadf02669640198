import { Axios, type AxiosInstance } from 'axios';
import type { Agents } from './agents.js';
import { undiciAdapter } from './undici-adapter.js';

/**
 * Axios as `HttpService` uses it, over undici, and with none of the defaults for browsers, forms and JSON
 * that would be merged into every request.
 */
export function axiosOver(agents: Agents): AxiosInstance {
  const axios = new Axios({ adapter: undiciAdapter(agents), allowAbsoluteUrls: true });
  // HttpService calls it detached.
  return Object.assign(axios, { request: axios.request.bind(axios) }) as unknown as AxiosInstance;
}
