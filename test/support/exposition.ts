/** One figure with its labels, as Prometheus reads it. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The figures under one HELP and TYPE. */
export interface Family {
  readonly name: string;
  readonly help: string;
  type: string;
  readonly samples: Sample[];
}

const LINE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"(?:,|$)/gy;
/** Units that Prometheus asks to be replaced by base units: seconds, bytes, ratios. */
const OTHER_UNITS =
  /_(ms|milli\w*|micro\w*|nano\w*|minutes|hours|days|kb|mb|kilobytes|megabytes|percent)(_|$)/;

function labelsOf(text: string): Record<string, string> {
  const found = [...text.matchAll(LABEL)];
  if (found.map(([part]) => part).join('') !== text) throw new Error(`no labels: ${text}`);
  return Object.fromEntries(found.map(([, name, value]) => [name!, value!]));
}

/** Parses the text format 0.0.4; throws for an invalid line, and for a figure without HELP and TYPE before it. */
export function readExposition(text: string): Map<string, Family> {
  const families = new Map<string, Family>();
  for (const line of text.split('\n').filter((line) => line !== '')) {
    const [, what, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (what === 'HELP') families.set(name, { name, help: rest, type: '', samples: [] });
    else if (what === 'TYPE') families.get(name)!.type = rest;
    else {
      const sample = sampleOf(line);
      const own = families.get(sample.name) ?? families.get(sample.name.replace(/_(bucket|sum|count)$/, ''));
      if (!own || own.type === '') throw new Error(`without HELP or TYPE: ${line}`);
      own.samples.push(sample);
    }
  }
  return families;
}

function sampleOf(line: string): Sample {
  const [, name, labels = '', value] = LINE.exec(line) ?? [];
  if (name === undefined) throw new Error(`no figure: ${line}`);
  return { name, labels: labelsOf(labels), value: value === '+Inf' ? Infinity : Number(value) };
}

/** Errors that Prometheus' own checker reports, and duplicate series. */
export function faultsOf(families: ReadonlyMap<string, Family>): string[] {
  return [...families.values()].flatMap((family) =>
    faultsOfOne(family).map((fault) => `${family.name} ${fault}`),
  );
}

function faultsOfOne({ name, help, type, samples }: Family): string[] {
  const keys = samples.map(
    ({ name, labels }) => `${name} ${JSON.stringify(Object.entries(labels).toSorted())}`,
  );
  const faults: [boolean, string][] = [
    [help.trim() === '', 'has no help'],
    [!/^[a-z][a-z0-9_]*$/.test(name), 'is not in snake case'],
    [(type === 'counter') !== name.endsWith('_total'), `is a ${type} by another name`],
    [/_(bucket|sum|count)$/.test(name), 'looks like a part of a histogram'],
    [/_(counter|gauge|histogram|summary)(_|$)/.test(name), 'says its type in its name'],
    [OTHER_UNITS.test(name), 'is not in base units'],
    [new Set(keys).size < keys.length, 'has a series twice'],
    [type === 'histogram' && !isHistogram(samples), 'is no whole histogram'],
  ];
  return faults.filter(([bad]) => bad).map(([, fault]) => fault);
}

/** Checks that buckets never fall, and end at the count. */
function isHistogram(samples: readonly Sample[]): boolean {
  const buckets = Map.groupBy(
    samples.filter(({ name }) => name.endsWith('_bucket')),
    ({ labels }) => JSON.stringify({ ...labels, le: undefined }),
  );
  const counts = new Map(
    samples.flatMap(({ name, labels, value }) =>
      name.endsWith('_count') ? [[JSON.stringify(labels), value]] : [],
    ),
  );
  return [...buckets].every(([key, series]) => {
    const last = series.at(-1)!;
    const rises = series.every(({ value }, at) => at === 0 || value >= series[at - 1]!.value);
    return rises && last.labels['le'] === '+Inf' && last.value === counts.get(key);
  });
}
