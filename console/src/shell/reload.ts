import { mayReload } from './may-reload.ts';

const KEY = 'console-reloaded-at';

/** Reloads the document, at most once a minute. Returns false when it was just reloaded, or when that is unknown. */
export function reloadOnce(): boolean {
  try {
    const last = sessionStorage.getItem(KEY);
    if (!mayReload(last === null ? null : Number(last), Date.now())) return false;
    sessionStorage.setItem(KEY, String(Date.now()));
  } catch {
    return false;
  }
  location.reload();
  return true;
}
