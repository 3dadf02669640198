import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { PNG } from 'pngjs';
import { ApiDescription } from '../support/api-description.js';
import { openBrowser } from '../support/browser.js';
import { AnsweredPage, readAnswers } from '../support/kept-answers.js';
import { difference } from '../support/picture.js';
import { picture, pictured, picturesOf, stillPage, visit } from './pictures/looks.js';

const FOLDER = join(import.meta.dirname, 'pictures');
const kept = readAnswers(join(FOLDER, 'answers.json.gz'));
const pages = pictured(kept.subjects);

let browser: Browser;
let answered: AnsweredPage;
beforeAll(async () => {
  browser = await openBrowser({ ownFonts: true });
  answered = await AnsweredPage.of(await stillPage(browser), kept);
});
afterAll(async () => {
  await answered.close();
  await browser.close();
});

describe('The console', () => {
  it.each(pages)('looks as it is kept: $name', async (shot) => {
    const { page } = answered;
    await visit(page, shot, answered.origin);
    const faults: (string | null)[] = [];
    for (const { name, look } of picturesOf(shot)) {
      const taken = await picture(page, look, () => answered.idle());
      faults.push(difference(name, taken, join(FOLDER, `${name}.png`)));
    }
    await page.evaluate('localStorage.clear()');
    const different = faults.filter((fault) => fault !== null);
    // Requests without a kept answer explain a difference: npm run pictures:keep -- --record
    const missing = answered.missing.splice(0);
    expect({ different, missing: different.length === 0 ? [] : missing }).toEqual({
      different: [],
      missing: [],
    });
  });

  it('has no kept picture of a page that is gone', () => {
    const wanted = pages.flatMap(picturesOf).map(({ name }) => `${name}.png`);
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.png'));
    expect(files.toSorted()).toEqual(wanted.toSorted());
  });

  it('is shown by answers that the API would give today', () => {
    const api = new ApiDescription();
    const given = Object.entries(kept.answers).filter(([, { status }]) => status === 200);
    const faults = given.flatMap(([key, { body }]) => {
      const [method, target] = key.split(' ');
      const path = target!.split('?')[0]!;
      const operation = api.operations.find((one) => one.method === method && matches(one.path, path));
      const schema = operation?.spec.responses['200']?.content?.['application/json']?.schema;
      if (schema === undefined) return [`${key} is no operation`];
      return api.faults(schema, body).map((fault) => `${method} ${path}: ${fault}`);
    });
    expect(faults.slice(0, 20)).toEqual([]);
  });
});

describe('The comparison of pictures', () => {
  const file = join(FOLDER, 'overview-light.png');

  /** The kept picture with a square of another colour in a panel. */
  function changed(side: number): Buffer {
    const image = PNG.sync.read(readFileSync(file));
    for (let n = 0; n < side * side; n++) {
      const at = ((600 + Math.floor(n / side)) * image.width + 950 + (n % side)) * 4;
      // The page's colour, on the panel's.
      image.data.set([0xf6, 0xf6, 0xf3], at);
    }
    return PNG.sync.write(image);
  }

  it('finds a panel in the colour of the page, and says how a new picture is kept', () => {
    const fault = difference('a-changed-page', changed(40), file);
    expect(fault).toMatch(/^a-changed-page differs in \d+ pixels, as .+\.diff\.png shows/);
    expect(fault).toContain('npm run pictures:keep -- a-changed-page');
  });

  it('overlooks a few pixels, and finds no picture and another size', () => {
    expect(difference('a-changed-page', changed(10), file)).toBeNull();
    expect(difference('new', changed(1), join(FOLDER, 'nothing.png'))).toContain('no kept picture new');
    const small = PNG.sync.write(new PNG({ width: 4, height: 4 }));
    expect(difference('small', small, file)).toContain('small is 4 x 4 px, not 1280 x 860');
  });
});

/** Tells whether a path is one of a route, whose parameters stand in braces; words come before parameters. */
function matches(route: string, path: string): boolean {
  return new RegExp(`^${route.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(path);
}
