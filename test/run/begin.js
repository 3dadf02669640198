/** As Node runs it: what Jest translates could not load the package of PostgreSQL. */
export { begin as default } from './shared-server.ts';
