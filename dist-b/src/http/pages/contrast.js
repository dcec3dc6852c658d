/**
 * Contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio"). Text needs 4.5 (success criterion 1.4.3), the
 * edge of a control 3 (1.4.11).
 */
export function contrast(one, other) {
    const [a, b] = [luminance(one), luminance(other)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
/** Black or white, whichever can be read better on the colour: always at least 4.5. */
export function textOn(color) {
    return contrast('#ffffff', color) >= 4.5 ? '#ffffff' : '#000000';
}
/**
 * The colour, or the nearest of its shades that stands out from every ground.
 * @param way which way the shades go: away from the grounds
 * @param least the contrast that is needed with each of the grounds
 */
export function standingOut(color, way, grounds, least) {
    // Lighter first means brighter: mixed with white at once, a dark colour would turn grey.
    const stops = way === 'darker' ? [color, '#000000'] : [color, brightest(color), '#ffffff'];
    const enough = (shade) => grounds.every((ground) => contrast(shade, ground) >= least);
    for (const [index, stop] of stops.slice(1).entries()) {
        for (let percent = 0; percent <= 100; percent++) {
            const shade = mixed(stops[index] ?? color, stop, percent / 100);
            if (enough(shade))
                return shade;
        }
    }
    throw new Error(`no ${way} shade of ${color} has contrast ${least}`);
}
/** The same hue and saturation, as bright as a screen can show it. */
function brightest(color) {
    const largest = Math.max(...channels(color));
    return largest === 0 ? '#ffffff' : hex(channels(color).map((channel) => (channel * 255) / largest));
}
/** Relative luminance, from 0 (black) to 1 (white). */
function luminance(color) {
    const [red = 0, green = 0, blue = 0] = channels(color).map((channel) => {
        const share = channel / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
/** @param share how much of the second colour: from 0 to 1 */
function mixed(one, other, share) {
    const others = channels(other);
    return hex(channels(one).map((channel, index) => channel + ((others[index] ?? 0) - channel) * share));
}
function hex(channels) {
    return `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}
function channels(color) {
    return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}
//# sourceMappingURL=contrast.js.map