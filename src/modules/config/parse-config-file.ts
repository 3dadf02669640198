import { Malformed } from './malformed.js';

/** The path of the file with further endpoints. */
export function parseConfigFile(text: string): string | Malformed {
  // oxlint-disable-next-line no-control-regex -- no file is meant by such a name
  if (/^[^\u0000-\u001f\u007f]+\.(ya?ml|json)$/i.test(text)) return text;
  return new Malformed(['names no YAML file'], 'the path of a .yaml, .yml or .json file');
}
