import { Axios, type AxiosInstance } from 'axios';
import type { Agents } from './agents.js';
import { undiciAdapter } from './undici-adapter.js';

/**
 * Makes the Axios instance of `HttpService`: over undici, and without Axios' defaults for browsers, forms and JSON, which it would merge
 * into every request.
 */
export function axiosOver(agents: Agents): AxiosInstance {
  const axios = new Axios({ adapter: undiciAdapter(agents), allowAbsoluteUrls: true });
  // HttpService calls `request` without its object.
  return Object.assign(axios, { request: axios.request.bind(axios) }) as unknown as AxiosInstance;
}
