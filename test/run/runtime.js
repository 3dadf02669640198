/** Jest wants the class as the default export. */
export { NativeRuntime as default } from './native/native-runtime.ts';
