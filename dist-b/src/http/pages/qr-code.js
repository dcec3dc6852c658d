import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { encode } from 'uqr';
/** Modules of white around the code (ISO/IEC 18004 §9.1). */
const QUIET = 4;
/** A QR code, black on white in every scheme of colours: scanners expect it so. */
export function QrCode({ text, label }) {
    const { size, data } = encode(text, { ecc: 'M', border: QUIET });
    const path = data.flatMap((row, y) => row.flatMap((black, x) => (black ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
    return (_jsxs("svg", { class: "qr", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label, "shape-rendering": "crispEdges", children: [_jsx("rect", { width: size, height: size }), _jsx("path", { d: path })] }));
}
//# sourceMappingURL=qr-code.js.map