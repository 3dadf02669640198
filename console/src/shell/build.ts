import { buildIn, type Served } from './build-in.ts';

/** The name of the script this tab runs. It has a hash of its content, so each build has another. */
const own = fileName(document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? '');

/** How long the gateway may take to answer with its document, ms. */
const ANSWER_MS = 5_000;

/** Asks the gateway for the document of this page. Total: whatever is no document of the console counts as none. */
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
