/** What a release is checked by. */
export interface ReleaseState {
  /** Version of `package.json`. */
  readonly version: string;
  /** Version of the client in `clients/node`, which is released together with the gateway. */
  readonly clientVersion: string;
  readonly changelog: string;
  /** Output of `git status --porcelain`. */
  readonly changes: string;
  /** Existing tags. */
  readonly tags: readonly string[];
}

/** Lists what keeps a version from being released; empty where it is ready. */
export function obstaclesOf({ version, clientVersion, changelog, changes, tags }: ReleaseState): string[] {
  const section = sectionOf(changelog, version);
  const unreleased = sectionOf(changelog, 'Unreleased') ?? '';
  return [
    ...(changes.trim() === '' ? [] : [`The work tree has changes:\n${changes.trimEnd()}`]),
    ...(clientVersion === version
      ? []
      : [`The client has version ${clientVersion}, the gateway ${version}.`]),
    ...(section === null ? [`CHANGELOG.md has no section "## ${version} - YYYY-MM-DD".`] : []),
    ...(section !== null && section === '' ? [`The section ${version} of CHANGELOG.md is empty.`] : []),
    ...(unreleased === ''
      ? []
      : ['CHANGELOG.md has entries under "Unreleased": move them below the version.']),
    ...(tags.includes(`v${version}`) ? [`The tag v${version} exists: raise the version.`] : []),
  ];
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
