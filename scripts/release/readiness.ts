/** The state by which a release is checked. */
export interface ReleaseState {
  /** Version of `package.json`. */
  readonly version: string;
  /** Versions that stand in other files, by path: the client's, which is released together with the gateway, the lockfile's and the API description's. */
  readonly versions: Readonly<Record<string, string>>;
  /** Pages that tell how to install a packed file, by path: their text. */
  readonly pages: Readonly<Record<string, string>>;
  readonly changelog: string;
  /** Output of `git status --porcelain`. */
  readonly changes: string;
  /** Existing tags. */
  readonly tags: readonly string[];
}

/** Lists what keeps a version from being released; empty where it is ready. */
export function obstaclesOf({ version, versions, pages, changelog, changes, tags }: ReleaseState): string[] {
  const section = sectionOf(changelog, version);
  const unreleased = sectionOf(changelog, 'Unreleased') ?? '';
  return [
    ...(changes.trim() === '' ? [] : [`The work tree has changes:\n${changes.trimEnd()}`]),
    ...Object.entries(versions).flatMap(([file, other]) =>
      other === version ? [] : [`${file} says version ${other}, package.json ${version}.`],
    ),
    ...Object.entries(pages).flatMap(([file, text]) =>
      othersIn(text, version).map((name) => `${file} names ${name}, which is of another version.`),
    ),
    ...(section === null ? [`CHANGELOG.md has no section "## ${version} - YYYY-MM-DD".`] : []),
    ...(section !== null && section === '' ? [`The section ${version} of CHANGELOG.md is empty.`] : []),
    ...(unreleased === ''
      ? []
      : ['CHANGELOG.md has entries under "Unreleased": move them below the version.']),
    ...(tags.includes(`v${version}`) ? [`The tag v${version} exists: raise the version.`] : []),
  ];
}

/** Lists the packed files that a page names and this release does not make. */
function othersIn(page: string, version: string): string[] {
  const named = page.match(/streamgank-webhook-gateway(-client)?-\d[\w.-]*\.tgz/g) ?? [];
  return [...new Set(named)].filter((name) => !name.endsWith(`-${version}.tgz`));
}

/** Reads the text below a heading of second level; null where there is no such heading, or one without its date. */
export function sectionOf(changelog: string, name: string): string | null {
  const sections = changelog.split(/^## /m).slice(1);
  const heading = name === 'Unreleased' ? /^Unreleased\s*$/ : /^(\S+) - \d{4}-\d{2}-\d{2}\s*$/;
  const found = sections.find((text) => {
    const [line = ''] = text.split('\n', 1);
    const [, version = name] = heading.exec(line) ?? ['', ''];
    return version === name;
  });
  return found === undefined ? null : found.slice(found.indexOf('\n') + 1).trim();
}
