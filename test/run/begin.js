/** Runs before the first spec file, by Node itself: Jest's translation could not load the package of PostgreSQL. */
export { begin as default } from './run.ts';
