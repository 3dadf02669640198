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
import { chromium as playwright, type Browser, type BrowserContext } from 'playwright-core';

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
/** The browser's own fonts are of one width only where the machine has such a font. */
const MONO = '@expo-google-fonts/cousine';
const MONO_FONTS = ['400Regular/Cousine_400Regular.ttf', '700Bold/Cousine_700Bold.ttf'].map((file) =>
  join(PACKAGES, MONO, file),
);
const EMOJI_FONT = join(PACKAGES, EMOJI, '400Regular/NotoColorEmoji_400Regular.ttf');

const [ALL_FONTS, OWN_FONTS] = ['fonts.conf', 'own-fonts.conf'] as const;
const MACHINE_FONTS = ['/usr/share/fonts', '/usr/local/share/fonts'];
/** Fonts that generic families stand for. */
const GENERIC = [
  ['sans-serif', 'Open Sans'],
  ['monospace', 'Cousine'],
]
  .map(
    ([generic, font]) =>
      `<alias><family>${generic}</family><prefer><family>${font}</family></prefer></alias>`,
  )
  .join('');

interface BrowserOptions {
  /** True: the fonts of the machine are not used, so that pages look the same on any machine. */
  readonly ownFonts?: boolean;
}

/** Opens the browser of the npm packages: nothing is downloaded, and no browser of the machine is used. */
export async function openBrowser({ ownFonts = false }: BrowserOptions = {}): Promise<Browser> {
  const folder = await unpacked();
  const fonts = { FONTCONFIG_PATH: folder, FONTCONFIG_FILE: join(folder, ownFonts ? OWN_FONTS : ALL_FONTS) };
  try {
    return await playwright.launch({
      executablePath: join(folder, 'chromium'),
      args: OPTIONS,
      headless: true,
      env: { ...process.env, ...fonts } as Record<string, string>,
    });
  } catch (error) {
    throw new Error(whyNot((error as Error).message), { cause: error });
  }
}

/** Lets the pages of a context find a browser that saves data, so that the console loads no page before it is opened. */
export async function saveData(context: BrowserContext): Promise<void> {
  await context.addInitScript("Object.defineProperty(navigator.connection, 'saveData', { get: () => true })");
}

/** Unpacks the browser's files once a machine, in a temporary folder first, so that no run starts half a browser. */
async function unpacked(): Promise<string> {
  const versions = [BROWSER, EMOJI, MONO].map(versionOf).join('-');
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
    for (const font of [EMOJI_FONT, ...MONO_FONTS]) copyFileSync(font, join(own, 'fonts', basename(font)));
    writeFileSync(join(own, ALL_FONTS), fontsOf(folder, MACHINE_FONTS));
    writeFileSync(join(own, OWN_FONTS), fontsOf(folder, []));
    renameSync(own, folder);
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    // Another run may have unpacked it meanwhile.
    if (!existsSync(folder)) throw error;
  }
}

/** The fonts of the packages, and of other folders. */
function fontsOf(folder: string, others: readonly string[]): string {
  const folders = [join(folder, 'fonts'), ...others];
  const lines = folders.map((path) => `<dir>${path}</dir>`).join('');
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${lines}${GENERIC}<cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>`;
}

function whyNot(message: string): string {
  const [, library] = /error while loading shared libraries: ([^:\s]+)/.exec(message) ?? [];
  return library === undefined
    ? `The browser of @sparticuz/chromium does not start: ${message}`
    : `The browser of @sparticuz/chromium does not start: this machine lacks the library ${library}. It needs libnss3, libnspr4 and libexpat.`;
}
