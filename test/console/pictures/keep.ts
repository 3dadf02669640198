import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { withPlayedGateway } from '../../../console/screenshots/played-gateway.ts';
import { openBrowser } from '../../support/browser.ts';
import {
  AnsweredPage,
  keyOf,
  readAnswers,
  stopAt,
  writeAnswers,
  type KeptAnswer,
} from '../../support/kept-answers.ts';
import { packed } from '../../support/picture.ts';
import { picture, pictured, picturesOf, stillPage, visit } from './looks.ts';

/**
 * `npm run pictures:keep`: takes the pictures of the console's pages anew, of all of them or of those named. `-- --record` asks a gateway
 * first for the answers that the pages are made of: after a change of the API, or of the scene.
 */
const FOLDER = import.meta.dirname;
const ANSWERS = join(FOLDER, 'answers.json.gz');

/** Lets operators and jobs act at a real gateway, and notes what it answers to each page. */
async function record(browser: Browser): Promise<void> {
  await withPlayedGateway(async (gateway, subjects) => {
    const answers: Record<string, KeptAnswer> = {};
    const page = await stillPage(browser);
    const now = Date.now();
    await stopAt(now, page);
    await noteAnswers(page, answers);
    const idle = () => page.waitForLoadState('networkidle');
    for (const shot of pictured(subjects)) {
      await visit(page, shot, gateway.url);
      for (const look of shot.looks) await picture(page, look, idle);
      await page.evaluate('localStorage.clear()');
      process.stdout.write(`${shot.name} is answered\n`);
    }
    await page.context().close();
    writeAnswers(ANSWERS, { now, subjects, answers });
  });
}

async function noteAnswers(page: Page, answers: Record<string, KeptAnswer>): Promise<void> {
  await page.route('**/api/**', async (route) => {
    const request = route.request();
    const response = await route.fetch();
    // The first answer stays: the pages show one moment.
    answers[keyOf(request.method(), request.url(), request.postData())] ??= {
      status: response.status(),
      body: (await response.json()) as unknown,
    };
    return route.fulfill({ response });
  });
}

async function take(browser: Browser, names: readonly string[]): Promise<void> {
  const kept = readAnswers(ANSWERS);
  const known = pictured(kept.subjects).flatMap(picturesOf);
  const unknown = names.filter((wanted) => !known.some(({ name }) => name === wanted));
  if (unknown.length > 0)
    throw new Error(`No picture is named ${unknown.join(', ')}: ${known.map(({ name }) => name).join(', ')}`);
  const page = await stillPage(browser);
  const answered = await AnsweredPage.of(page, kept);
  for (const shot of pictured(kept.subjects)) {
    const wanted = picturesOf(shot).filter(({ name }) => names.length === 0 || names.includes(name));
    if (wanted.length > 0) await visit(page, shot, answered.origin);
    for (const { name, look } of wanted) {
      writeFileSync(join(FOLDER, `${name}.png`), packed(await picture(page, look, () => answered.idle())));
      process.stdout.write(`${name}\n`);
    }
    if (wanted.length > 0) await page.evaluate('localStorage.clear()');
  }
  await answered.close();
  const { missing } = answered;
  if (missing.length > 0) throw new Error(`Nothing is kept for ${missing.join(', ')}; use -- --record`);
}

const given = process.argv.slice(2);
const browser = await openBrowser({ ownFonts: true });
try {
  if (given.includes('--record')) await record(browser);
  await take(
    browser,
    given.filter((one) => one !== '--record'),
  );
} finally {
  await browser.close();
}
