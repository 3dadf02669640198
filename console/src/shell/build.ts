import { buildIn, type Served } from './build-in.ts';

/** Name of this tab's script, which holds a hash of its content and so names the build. */
const own = fileName(document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? '');

/** Timeout of loading the document, ms. */
const ANSWER_MS = 5_000;

/** Loads the document of this page and compares its build. Never rejects: any other answer counts as none. */
export async function servedBuild(): Promise<Served> {
  try {
    const answer = await fetch(location.href, {
      headers: { accept: 'text/html' },
      cache: 'no-store',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return buildIn(await answer.text(), own);
  } catch {
    return 'none';
  }
}

function fileName(url: string): string {
  return url.split(/[?#]/)[0]?.split('/').at(-1) ?? '';
}
