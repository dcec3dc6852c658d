/** A gate in the brand's colour, for the browser's tab and for pages without a logo: an SVG. */
export function icon({ fill, onFill }) {
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">
<rect width="32" height="32" rx="8" fill="${fill}"/>
<path d="M8 25V15a8 8 0 0 1 16 0v10" fill="none" stroke="${onFill}" stroke-width="2.5" stroke-linecap="round"/>
<path d="M13 25v-9a3 3 0 0 1 6 0v9" fill="none" stroke="${onFill}" stroke-width="2.5" stroke-linecap="round"/>
</svg>
`;
}
//# sourceMappingURL=icon.js.map