import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { PostgresServer, type TestDatabase } from './postgres-server.js';

const START_MS = 60_000;

/** A server for the tests that are described here, and an empty database for each of them: call it within `describe`. */
export function postgresForEachTest(): Pick<TestDatabase, 'url' | 'query'> {
  let server: PostgresServer;
  let database: TestDatabase;
  beforeAll(async () => {
    server = await PostgresServer.start();
  }, START_MS);
  afterAll(() => server?.stop(), 60_000);
  beforeEach(async () => {
    database = await server.createDatabase();
  });
  afterEach(() => database.drop());
  return {
    get url() {
      return database.url;
    },
    query: (text, values) => database.query(text, values),
  };
}
