import { describe, expect, it } from 'vitest';
import { readSettings } from '../../settings/settings.js';
import { Brand } from './brand.js';
import { contrast, standingOut, textOn } from './contrast.js';
import { dark, type Ground, light } from './palette.js';

const brandOf = (color: string): Brand => new Brand(readSettings({ BRAND_COLOR: color }));

/** Colours that break naive rules: both ends, the middle, the primaries, light and dark ones. */
const colors = [
  ...['#000000', '#ffffff', '#767676', '#777777', '#808080', '#ff0000', '#00ff00', '#0000ff'],
  ...['#ffd400', '#ffff00', '#0b1f4b', '#1f6f63', '#c9a0dc', '#e4002b', '#00a3e0', '#7a7a00'],
];

describe('contrast', () => {
  it('is what WCAG 2.2 computes', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#ffffff', '#ffffff')).toBe(1);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
    expect(contrast('#ffffff', '#767676')).toBeCloseTo(4.542, 3);
    expect(contrast('#ff0000', '#0000ff')).toBeCloseTo(2.149, 3);
  });

  it('every colour can carry black or white text', () => {
    for (let grey = 0; grey < 256; grey++) {
      const color = `#${grey.toString(16).padStart(2, '0').repeat(3)}`;
      expect([color, contrast(textOn(color), color) >= 4.5]).toEqual([color, true]);
    }
  });

  it('a colour that stands out is left as it is, another keeps its hue', () => {
    expect(standingOut('#1f6f63', 'darker', ['#ffffff'], 4.5)).toBe('#1f6f63');
    expect(standingOut('#000080', 'lighter', ['#000000'], 2)).toMatch(/^#0000[89a-f]/);
  });
});

describe('a brand', () => {
  it.each(colors)('%s can be read in both schemes', (color) => {
    const brand = brandOf(color);
    for (const [accent, ground] of [
      [brand.light, light],
      [brand.dark, dark],
    ] as const) {
      expect(contrast(accent.ink, ground.page)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(accent.ink, ground.card)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(accent.onFill, accent.fill)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(accent.rim, ground.card)).toBeGreaterThanOrEqual(3);
    }
  });

  it('keeps its colour on bright ground', () => {
    for (const color of colors) expect(brandOf(color).light.fill).toBe(color);
  });
});

describe('the colours that no brand changes', () => {
  it.each([
    ['light', light],
    ['dark', dark],
  ] as [string, Ground][])('can be read: %s', (_name, ground) => {
    for (const text of [ground.text, ground.quiet]) {
      expect(contrast(text, ground.page)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(text, ground.card)).toBeGreaterThanOrEqual(4.5);
    }
    for (const [text, behind] of [ground.alert, ground.care, ground.done]) {
      expect(contrast(text, behind)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(ground.edge, ground.card)).toBeGreaterThanOrEqual(3);
    // The edge of a wrong field.
    expect(contrast(ground.alert[0], ground.card)).toBeGreaterThanOrEqual(3);
  });
});
