import { standingOut, contrast, textOn } from './contrast.js';
/** Where the room is bright. */
export const light = {
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
export const dark = {
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
/** The brand's colour on bright ground; the button keeps it as it is. */
export function lightAccent(color) {
    return accent(color, standingOut(color, 'darker', [light.page, light.card], 4.5), light);
}
/** The brand's colour on dark ground, where a dark button would be lost. */
export function darkAccent(color) {
    const fill = standingOut(color, 'lighter', [dark.card], 3);
    return accent(fill, standingOut(color, 'lighter', [dark.page, dark.card], 5.5), dark);
}
function accent(fill, ink, ground) {
    return { ink, fill, onFill: textOn(fill), rim: contrast(fill, ground.card) >= 3 ? fill : ink };
}
//# sourceMappingURL=palette.js.map