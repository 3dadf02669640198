import * as http from 'node:http';
import type { Plugin } from 'rolldown';

/** The names of such modules end like files, because chunks are named after them. */
const HTTP = '\0lighter/node-http.js';

/** Exports of `node:http` that Node loads when they are read. `import` reads all of them, `getBuiltinModule` none. */
const isLazy = (name: string): boolean => ['WebSocket', 'CloseEvent', 'MessageEvent'].includes(name);

/**
 * Imports `node:http` without the `WebSocket` that it exports: for that one, Node loads and runs its own copy of undici,
 * a tenth of a start. Nothing of the gateway uses it.
 */
export const httpWithoutWebSocket: Plugin = {
  name: 'http-without-web-socket',
  resolveId: {
    filter: { id: /^(?:node:)?http$/ },
    handler: (_id, _importer, { kind }) => (kind === 'import-statement' ? HTTP : undefined),
  },
  load: {
    filter: { id: new RegExp(`^${HTTP}$`) },
    handler: () => {
      const names = Object.keys(http).filter((name) => name !== 'default' && !isLazy(name));
      return `const http = process.getBuiltinModule('node:http');
export default http;
export const { ${names.join(', ')} } = http;`;
    },
  },
};

/**
 * Leaves out `glob`, which @fastify/static loads at every start, and uses only where each file gets a route of its own
 * (`wildcard: false`). The gateway and Swagger UI do not do that.
 */
export const staticWithoutGlob: Plugin = {
  name: 'static-without-glob',
  transform: {
    filter: { id: /@fastify\/static\/index\.js$/ },
    handler: (code) => {
      const changed = code.replace("const { glob } = require('glob')", 'const glob = null');
      if (changed === code) throw new Error('@fastify/static no longer loads glob in the way known here.');
      return { code: changed, map: null };
    },
  },
};

const AXIOS_ADAPTERS = `export default {
  adapters: {},
  getAdapter(adapter) {
    if (typeof adapter === 'function') return adapter;
    throw new Error('Axios has no adapters of its own in this build: pass a function.');
  },
};`;

/**
 * Leaves out the adapters of Axios, because the gateway passes its own. They would load a second HTTP client, and the
 * `fetch` and `FormData` of Node, which are in its copy of undici.
 */
export const axiosWithoutAdapters: Plugin = {
  name: 'axios-without-adapters',
  transform: {
    filter: { id: /axios\/lib\/(?:adapters\/adapters|utils)\.js$/ },
    handler: (code, id) => {
      if (id.endsWith('adapters.js')) return { code: AXIOS_ADAPTERS, map: null };
      const changed = code.replace("typeof G.FormData !== 'undefined' ? G.FormData : undefined", 'undefined');
      if (changed === code) throw new Error('Axios no longer reads FormData in the way known here.');
      return { code: changed, map: null };
    },
  },
};

const PHONE_NUMBERS = '\0lighter/phone-numbers.js';

/** Leaves out the tables of the world's phone numbers, which class-validator loads for a rule that the gateway does not use. */
export const validatorWithoutPhoneNumbers: Plugin = {
  name: 'validator-without-phone-numbers',
  resolveId: { filter: { id: /^libphonenumber-js\/max$/ }, handler: () => PHONE_NUMBERS },
  load: {
    filter: { id: new RegExp(`^${PHONE_NUMBERS}$`) },
    handler: () => `export function parsePhoneNumber() {
  throw new Error('This build has no tables of phone numbers.');
}`,
  },
};
