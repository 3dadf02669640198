import { Axios, type AxiosInstance } from 'axios';
import type { Dispatcher } from 'undici';
import { undiciAdapter } from './undici-adapter.js';

/**
 * Axios as `HttpService` uses it, over an undici dispatcher, and with none of the defaults for browsers, forms and JSON
 * that would be merged into every request.
 */
export function axiosOver(dispatcher: Dispatcher): AxiosInstance {
  const axios = new Axios({
    adapter: undiciAdapter(dispatcher),
    headers: {},
    transformRequest: [],
    transformResponse: [],
    validateStatus: null,
  });
  // HttpService calls it detached.
  return Object.assign(axios, { request: axios.request.bind(axios) }) as unknown as AxiosInstance;
}
