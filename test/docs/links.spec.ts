import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const pages = [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

/** A page as people read it: what stands in blocks of code is no link and no heading. */
const textOf = (page: string) => readFileSync(page, 'utf8').replaceAll(/^```[^]*?^```/gm, '');

/** The anchors of a page, as forges make them of its headings. */
function anchorsOf(page: string): string[] {
  return [...textOf(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** What the links of a page point to. */
const targetsOf = (page: string) => [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);

/** What is wrong with a link; nothing when it leads somewhere. */
function faultOf(page: string, target: string): string[] {
  if (/^[a-z]+:/.test(target)) return [];
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(file)) return [`${target}: there is no ${file}`];
  return anchor === undefined || anchorsOf(file).includes(anchor) ? [] : [`${target}: ${file} has no such heading`];
}

it('every link of every page leads somewhere', () => {
  const faults = pages.flatMap((page) =>
    targetsOf(page).flatMap((target) => faultOf(page, target).map((fault) => `${page}: ${fault}`)),
  );
  expect(faults).toEqual([]);
});

it('no page has a heading twice, so that an anchor means one', () => {
  const doubled = pages.flatMap((page) => {
    const anchors = anchorsOf(page);
    return anchors.filter((anchor, index) => anchors.indexOf(anchor) !== index).map((anchor) => `${page}#${anchor}`);
  });
  expect(doubled).toEqual([]);
});

it('a link that leads nowhere is noticed', () => {
  expect(targetsOf('README.md').length).toBeGreaterThan(10);
  expect(faultOf('README.md', 'docs/concepts.md#concepts')).toEqual([]);
  expect(faultOf('README.md', 'docs/nowhere.md')).toHaveLength(1);
  expect(faultOf('docs/policy.md', '#nowhere')).toHaveLength(1);
  expect(faultOf('docs/policy.md', 'upstreams.md#nowhere')).toHaveLength(1);
});

it('every page can be found from the README', () => {
  const found = new Set(['README.md']);
  for (const page of found) {
    for (const target of targetsOf(page)) {
      const file = normalize(join(dirname(page), target.split('#')[0] ?? ''));
      if (file.endsWith('.md') && existsSync(file)) found.add(file);
      if (file === 'docs/decisions') for (const one of readdirSync(file)) found.add(join(file, one));
    }
  }
  expect(pages.filter((page) => !found.has(page))).toEqual([]);
});

it('every file that pages and code name is there', () => {
  const named = ['README.md', 'docs', 'src'].flatMap((where) =>
    execFileSync('grep', ['-rhoE', '`?(docs|demo|test|bench)/[a-z0-9/_-]+\\.(md|ts|svg)', where], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((path) => path.replace('`', '')),
  );
  expect(named.length).toBeGreaterThan(5);
  expect([...new Set(named)].filter((path) => !existsSync(path))).toEqual([]);
});

describe('the picture', () => {
  const svg = readFileSync('docs/pictures/call.svg', 'utf8');

  it('loads nothing and runs nothing', () => {
    expect(svg).not.toMatch(/<script|<image|<foreignObject|@import|on\w+=|(href|src)=|url\((?!#)/i);
  });

  it.each([
    ['light', svg.slice(svg.indexOf('<style>'), svg.indexOf('@media'))],
    ['dark', svg.slice(svg.indexOf('@media'), svg.indexOf('</style>'))],
  ])('has letters that can be read on every ground, in %s', (_scheme, style) => {
    const fill = (name: string) => new RegExp(`${name} \\{ fill: (#[0-9a-f]{6})`).exec(style)?.[1] ?? '';
    const contrasts = ['text', '\\.small'].flatMap((letters) =>
      ['\\.ground', '\\.house', '\\.box', '\\.gate'].map((ground) => contrast(fill(letters), fill(ground))),
    );
    // WCAG 2.2, 1.4.3: 4.5 for letters of this size.
    expect(Math.min(...contrasts)).toBeGreaterThan(4.5);
  });
});

/** Contrast of two colours (WCAG 2.2); NaN when one is none. */
function contrast(one: string, other: string): number {
  const [dark = NaN, light = NaN] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = NaN, green = NaN, blue = NaN] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
