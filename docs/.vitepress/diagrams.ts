import { renderMermaidSVG } from 'beautiful-mermaid';

/** Colours of the theme, which change with light and dark. */
const COLOURS = {
  bg: 'var(--vp-c-bg)',
  fg: 'var(--vp-c-text-1)',
  accent: 'var(--vp-c-brand-1)',
  line: 'var(--vp-c-text-3)',
  muted: 'var(--vp-c-text-2)',
  surface: 'var(--vp-c-bg-soft)',
  border: 'var(--vp-c-border)',
};

/**
 * Draws a Mermaid diagram as SVG while the site is built, so that pages need no script for it.
 *
 * @throws when the diagram has a form that cannot be drawn
 */
export function drawDiagram(source: string): string {
  const svg = renderMermaidSVG(source, { ...COLOURS, transparent: true })
    // The drawing asks for a font of a font service; the site asks nobody, and has fonts of its own.
    .replace(/@import url\([^)]*\);/, '')
    .replace(/font-family: 'Inter'[^;]*;/, 'font-family: var(--vp-font-family-base);')
    .replace(/<svg /, '<svg role="img" aria-label="Diagram" ');
  if (/https?:\/\/(?!www\.w3\.org\/)/.test(svg))
    throw new Error('the drawing of a diagram asks for something elsewhere');
  // Vue takes no style element in a template.
  const drawing = svg.replace('<style>', `<component :is="'style'">`).replace('</style>', '</component>');
  return `<div class="diagram" tabindex="0" role="group" aria-label="Diagram">${drawing}</div>\n`;
}
