/** Jest's translation could not load the class itself: it is loaded by Node. */
export { SpecEnvironment as default } from './native/spec-environment.ts';
