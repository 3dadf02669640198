import { useEffect, useState } from 'react';

/** Keeps a value over a reload of this tab and the end of the session, as it changes; null is nothing to keep. */
export function useKept(key: string, value: object | null): void {
  const text = value === null ? null : JSON.stringify(value);
  useEffect(() => store(key, text), [key, text]);
}

/** A text that survives a reload of this tab, and the end of the session, until it is empty. */
export function useKeptText(key: string): readonly [text: string, write: (text: string) => void] {
  const [text, setText] = useState(() => {
    const kept = readKept(key);
    return typeof kept === 'string' ? kept : '';
  });
  const write = (next: string): void => {
    setText(next);
    keep(key, next === '' ? null : next);
  };
  return [text, write];
}

/** Reads what was kept in this tab; null for nothing. */
export function readKept(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

/** True where a kept value has the form of a known one: another version of the console may have kept it. */
export function sameForm(value: unknown, known: unknown): boolean {
  return typeof value === typeof known && Array.isArray(value) === Array.isArray(known);
}

/** The values that differ from those of a form at its start. */
export function differing<Values extends object>(values: Values, start: Values): Partial<Values> {
  const changed = Object.entries(values).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(start[name as keyof Values]),
  );
  return Object.fromEntries(changed) as Partial<Values>;
}

/** Keeps a value over a reload of this tab, or forgets it for null. */
export function keep(key: string, value: unknown): void {
  store(key, value === null ? null : JSON.stringify(value));
}

function store(key: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // Without storage, or where it is full, the value lasts as long as the page.
  }
}
