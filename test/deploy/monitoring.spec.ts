import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readExposition } from '../support/exposition.js';
import { describeWith } from '../support/installed.js';
import { Stage } from '../support/stage.js';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'deploy/monitoring');
const read = (file: string) => readFileSync(join(FOLDER, file), 'utf8');

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly summary: string; readonly runbook_url: string };
}

const { groups } = parse(read('alerts.yaml')) as { groups: readonly { rules: readonly Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(read('grafana-dashboard.json')) as {
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string }[];
  }[];
};
const figuresIn = (text: string) => text.match(/\bwebhook_\w+/g) ?? [];

const stage = Stage.forFile();
let families: ReadonlySet<string>;
beforeAll(async () => {
  const gateway = await stage.gateway({});
  families = new Set(readExposition((await gateway.get('/metrics')).body as string).keys());
});

const unknown = (expr: string) =>
  figuresIn(expr).filter(
    (name) => !families.has(name) && !families.has(name.replace(/_(bucket|sum|count)$/, '')),
  );

describe('The alerts', () => {
  it.each(rules)('$alert uses figures that a gateway has', ({ expr }) => {
    expect(unknown(expr)).toEqual([]);
  });

  it.each(rules)('$alert has its section in the runbook', ({ alert, annotations }) => {
    expect(annotations.runbook_url).toBe(`docs/runbook.md#${alert.toLowerCase()}`);
    expect(readFileSync(join(ROOT, 'docs/runbook.md'), 'utf8')).toContain(`\n## ${alert}\n`);
  });

  it('have all sections of the runbook', () => {
    const sections = readFileSync(join(ROOT, 'docs/runbook.md'), 'utf8').match(/(?<=^## ).*/gm);
    expect(sections).toEqual(rules.map(({ alert }) => alert));
  });
});

describe('The dashboard', () => {
  it.each(dashboard.panels)('$title shows figures that a gateway has', ({ targets }) => {
    for (const { expr } of targets) {
      expect(figuresIn(expr).length).toBeGreaterThan(0);
      expect(unknown(expr)).toEqual([]);
    }
  });
});

describeWith('promtool')('promtool', () => {
  it('accepts the alerts', () => {
    const { status, stdout, stderr } = spawnSync(
      'promtool',
      ['check', 'rules', join(FOLDER, 'alerts.yaml')],
      {
        encoding: 'utf8',
      },
    );
    expect([status, stdout + stderr]).toEqual([0, expect.stringContaining(`${rules.length} rules found`)]);
  });

  it('accepts the configuration', () => {
    const args = ['check', 'config', '--syntax-only', join(FOLDER, 'prometheus.yaml')];
    expect(spawnSync('promtool', args, { encoding: 'utf8' })).toMatchObject({ status: 0 });
  });
});
