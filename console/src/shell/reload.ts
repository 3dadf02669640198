import { mayReload } from './may-reload.ts';

const KEY = 'console-reloaded-at';

/** Loads the document of this address again, at most once a minute. False where it was just reloaded, or where nobody can tell. */
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
