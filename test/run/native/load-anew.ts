import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { compileFunction } from 'node:vm';

const PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];

const compiled = new Map<string, ReturnType<typeof compileFunction>>();

/** Evaluates a CommonJS module anew, compiled only once; what it requires is evaluated once, as ever. */
export function loadAnew(path: string): unknown {
  const body =
    compiled.get(path) ?? compileFunction(readFileSync(path, 'utf8'), PARAMETERS, { filename: path });
  compiled.set(path, body);
  const module = { exports: {} };
  body.call(module.exports, module.exports, createRequire(path), module, path, dirname(path));
  return module.exports;
}
