import { type Hex, standingOut, contrast, textOn } from './contrast.js';

/** The colours of one scheme that do not depend on the brand. */
export interface Ground {
  /** Behind everything. */
  readonly page: Hex;
  /** Behind what is read: lies on the page. */
  readonly card: Hex;
  readonly text: Hex;
  /** Text that matters less. */
  readonly quiet: Hex;
  /** Hairlines between parts; they carry no meaning. */
  readonly line: Hex;
  /** Edge of a field. */
  readonly edge: Hex;
  /** Text on its ground, for what went wrong, what needs care, and what went well. */
  readonly alert: readonly [text: Hex, ground: Hex];
  readonly care: readonly [text: Hex, ground: Hex];
  readonly done: readonly [text: Hex, ground: Hex];
}

/** Where the room is bright. */
export const light: Ground = {
  page: '#f3f4f2',
  card: '#ffffff',
  text: '#1b2220',
  quiet: '#59625f',
  line: '#e1e5e2',
  edge: '#7e8985',
  alert: ['#97211f', '#fdf0ee'],
  care: ['#6b4300', '#fdf4e1'],
  done: ['#1c5634', '#ebf6ee'],
};

/** Where the room is dark. */
export const dark: Ground = {
  page: '#111514',
  card: '#1a1f1e',
  text: '#e7ebe9',
  quiet: '#a4aeaa',
  line: '#2e3533',
  edge: '#77827e',
  alert: ['#ffb1aa', '#3b1f1d'],
  care: ['#f1cd88', '#33290f'],
  done: ['#9bd9b1', '#17301f'],
};

/** The brand's colour as one scheme can use it. */
export interface Accent {
  /** Links and the outline of what has the focus: at least 4.5 on page and card. */
  readonly ink: Hex;
  /** Ground of the first button. */
  readonly fill: Hex;
  /** Text on {@link fill}: at least 4.5. */
  readonly onFill: Hex;
  /** Edge of the first button: at least 3 on the card. */
  readonly rim: Hex;
}

/** The brand's colour on bright ground; the button keeps it as it is. */
export function lightAccent(color: Hex): Accent {
  return accent(color, standingOut(color, 'darker', [light.page, light.card], 4.5), light);
}

/** The brand's colour on dark ground, where a dark button would be lost. */
export function darkAccent(color: Hex): Accent {
  const fill = standingOut(color, 'lighter', [dark.card], 3);
  return accent(fill, standingOut(color, 'lighter', [dark.page, dark.card], 5.5), dark);
}

function accent(fill: Hex, ink: Hex, ground: Ground): Accent {
  return { ink, fill, onFill: textOn(fill), rim: contrast(fill, ground.card) >= 3 ? fill : ink };
}
