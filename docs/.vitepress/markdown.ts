import type { MarkdownOptions } from 'vitepress';
import { drawDiagram } from './diagrams.ts';
import { addressOf } from './repository.ts';
import { slugOf } from './slug.ts';

type MarkdownIt = Parameters<NonNullable<MarkdownOptions['config']>>[0];
/** Where a page comes from: `realPath` is the file where it stands elsewhere than the page. */
type Env = { readonly realPath?: string; readonly path?: string };

/** How the site reads Markdown: as GitHub does, so that a file is the same page in both places. */
export function markdownOptions(fileOf: (path: string) => string): MarkdownOptions {
  return {
    anchor: { slugify: slugOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    // A text of the docs in double braces is a template of the gateway, never one of the page.
    eagerFrontmatterInterpolation: false,
    config(markdown) {
      resolveLinks(markdown, fileOf);
      resolvePictures(markdown);
      drawMermaid(markdown);
      showBraces(markdown);
      scrollTables(markdown);
    },
  };
}

/** Turns links between files of the repository into links between pages of the site. */
function resolveLinks(markdown: MarkdownIt, fileOf: (path: string) => string): void {
  markdown.core.ruler.push('repository-links', ({ tokens, env }) => {
    const file = fileOf((env as Env).realPath ?? (env as Env).path ?? '');
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const link = token.type === 'link_open' ? token.attrGet('href') : null;
      if (link && !/^([a-z]+:|\/)/i.test(link)) token.attrSet('href', addressOf(link, file));
    }
  });
}

/** Names the pictures of HTML in a file as those beside it, which the bundler takes from there. */
function resolvePictures(markdown: MarkdownIt): void {
  markdown.core.ruler.push('pictures', ({ tokens }) => {
    for (const token of tokens.filter(({ type }) => type === 'html_block'))
      token.content = token.content.replaceAll(/ (src|srcset)="(?=[a-z])(?![a-z]+:)/g, ' $1="./');
  });
}

function drawMermaid({ renderer: { rules } }: MarkdownIt): void {
  const fence = rules.fence!;
  rules.fence = (tokens, index, ...rest) => {
    const { info, content } = tokens[index]!;
    return info.trim() === 'mermaid' ? drawDiagram(content) : fence(tokens, index, ...rest);
  };
}

/** Writes double braces as entities, so that Vue leaves them alone. */
function showBraces({ renderer }: MarkdownIt): void {
  const render = renderer.render.bind(renderer);
  renderer.render = (...args) => render(...args).replaceAll('{{', '&#123;&#123;');
}

/** Lets the keyboard scroll wide tables. */
function scrollTables({ renderer: { rules } }: MarkdownIt): void {
  rules.table_open = () => '<table tabindex="0">\n';
}
