import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { until } from './until.js';

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules that depend on colours. Another colour scheme changes nothing that the other rules look at. */
export const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Leaves out what takes half of the time and is not read: paths to the elements, what has passed, and frames, which no page has. */
const BRIEF = { resultTypes: ['violations'], selectors: false, iframes: false, preload: false };

/** Violations of WCAG 2.2 AA, or of other rules, that axe finds on a page, or in one part of it, in short. */
export async function violations(
  page: Page,
  part = 'html',
  rules: readonly string[] = TAGS,
): Promise<string[]> {
  return found(page, part, rules);
}

/** Switches the page to dark mode, and finds there what depends on colours. */
export async function violationsInDark(page: Page, part = 'html'): Promise<string[]> {
  await inDark(page);
  return found(page, part, COLOUR_RULES);
}

async function found(page: Page, part: string, rules: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(AXE);
  const options = JSON.stringify({ runOnly: rules, ...BRIEF });
  return page.evaluate(`axe.run(${JSON.stringify(part)}, ${options}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 160))))`);
}

/** Waits until an expression is true in the page, evaluated from outside: the page's policy forbids `eval`. */
export async function holds(page: Page, expression: string): Promise<void> {
  await until(expression, async () => page.evaluate<boolean>(expression), 15_000);
}

/** Waits until nothing moves any more. */
export async function settled(page: Page): Promise<void> {
  await holds(page, 'document.getAnimations().every(({ playState }) => playState !== "running")');
}

async function inDark(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('[data-mantine-color-scheme="dark"]').first().waitFor();
  await settled(page);
}
