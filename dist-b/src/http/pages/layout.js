import { Fragment as _Fragment, jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { createContext } from 'preact';
import { renderToString } from 'preact-render-to-string';
const Name = createContext('');
/** The brand's name, wherever a page mentions it. */
export function BrandName() {
    return _jsx(Name.Consumer, { children: (name) => _jsx(_Fragment, { children: name }) });
}
/** The whole document, from doctype on. */
export function pageDocument(brand, assets, content) {
    return `<!doctype html>${renderToString(_jsx(Name.Provider, { value: brand.name, children: _jsx(Layout, { brand: brand, assets: assets, content: content }) }))}`;
}
function Layout({ brand, assets, content }) {
    return (_jsxs("html", { lang: "en", children: [_jsxs("head", { children: [_jsx("meta", { charset: "utf-8" }), _jsx("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }), _jsx("meta", { name: "color-scheme", content: "light dark" }), _jsx("meta", { name: "robots", content: "noindex" }), _jsx("title", { children: `${content.title} · ${brand.name}` }), _jsx("link", { rel: "stylesheet", href: assets.stylesheetPath }), _jsx("link", { rel: "icon", href: assets.iconPath, type: "image/svg+xml" }), content.script === undefined ? null : _jsx("script", { src: content.script, defer: true })] }), _jsxs("body", { class: content.wide === true ? 'wide' : undefined, children: [_jsx("header", { class: "brand", children: _jsx(BrandMark, { brand: brand, assets: assets }) }), _jsx("main", { class: "card", children: content.body }), _jsx("footer", { children: brand.host })] })] }));
}
function BrandMark({ brand, assets }) {
    if (brand.logo !== undefined)
        return _jsx("img", { class: "logo", src: "/assets/logo", alt: brand.name });
    return (_jsxs(_Fragment, { children: [_jsx("img", { class: "mark", src: assets.iconPath, alt: "", width: "28", height: "28" }), _jsx("span", { children: brand.name })] }));
}
//# sourceMappingURL=layout.js.map