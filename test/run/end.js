/** Runs after the last spec file. */
export { end as default } from './run.ts';
