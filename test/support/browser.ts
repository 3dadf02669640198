import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium as playwright, type Browser } from 'playwright-core';

/**
 * Options in place of the package's own, which keep all in one process that ends with its first page, take the web's
 * security away, and draw with an emulated graphics card.
 */
const OPTIONS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--in-process-gpu',
  '--font-render-hinting=none',
];

const PACKAGES = join(import.meta.dirname, '../../node_modules');
const BROWSER = '@sparticuz/chromium';
/** The browser's own fonts have no emoji. */
const EMOJI = '@expo-google-fonts/noto-color-emoji';
const EMOJI_FONT = join(PACKAGES, EMOJI, '400Regular/NotoColorEmoji_400Regular.ttf');

/** Opens the browser of the npm packages: nothing is downloaded, and no browser of the machine is used. */
export async function openBrowser(): Promise<Browser> {
  const folder = await unpacked();
  try {
    return await playwright.launch({
      executablePath: join(folder, 'chromium'),
      args: OPTIONS,
      headless: true,
      env: { ...process.env, FONTCONFIG_PATH: folder } as Record<string, string>,
    });
  } catch (error) {
    throw new Error(whyNot((error as Error).message), { cause: error });
  }
}

/** Unpacks the browser's files once a machine, in a temporary folder first, so that no run starts half a browser. */
async function unpacked(): Promise<string> {
  const versions = [BROWSER, EMOJI].map(versionOf).join('-');
  const folder = join(tmpdir(), `webhook-gateway-browser-${process.getuid?.() ?? 0}-${versions}`);
  if (!existsSync(folder)) await unpack(folder);
  return folder;
}

const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(join(PACKAGES, name, 'package.json'), 'utf8')) as { version: string }).version;

async function unpack(folder: string): Promise<void> {
  const own = mkdtempSync(`${folder}-`);
  try {
    // In a process of its own: the package unpacks into the temporary folder that its process has.
    const program = `import chromium from '${BROWSER}'; await chromium.executablePath();`;
    const options = { cwd: import.meta.dirname, env: { ...process.env, TMPDIR: own } };
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], options);
    copyFileSync(EMOJI_FONT, join(own, 'fonts', basename(EMOJI_FONT)));
    writeFileSync(join(own, 'fonts.conf'), fontsOf(folder));
    renameSync(own, folder);
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    // Another run may have unpacked it meanwhile.
    if (!existsSync(folder)) throw error;
  }
}

/** The fonts of the packages and of the machine. */
function fontsOf(folder: string): string {
  const folders = [join(folder, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  const lines = folders.map((path) => `<dir>${path}</dir>`).join('');
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${lines}<cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>`;
}

function whyNot(message: string): string {
  const [, library] = /error while loading shared libraries: ([^:\s]+)/.exec(message) ?? [];
  return library === undefined
    ? `The browser of @sparticuz/chromium does not start: ${message}`
    : `The browser of @sparticuz/chromium does not start: this machine lacks the library ${library}. It needs libnss3, libnspr4 and libexpat.`;
}
