import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
import { Fact } from '../../http/pages/decision.js';
import { PersonLine } from '../../http/pages/parts.js';
/** Who asks, what for, and who answers for it. */
export function WhoAsks({ client: { host, kind, purpose, owner, registration }, }) {
    return (_jsxs("dl", { class: "facts", children: [host === null ? null : (_jsx(Fact, { name: "From", children: _jsx("strong", { children: host }) })), _jsx(Fact, { name: "Kind", children: kind }), purpose === null ? null : _jsx(Fact, { name: "Purpose", children: purpose }), _jsx(Fact, { name: "Responsible", children: owner === null ? _jsx(Unowned, { registration: registration }) : _jsx(PersonLine, { person: owner }) })] }));
}
/** Who answers for a client for which nobody here does. */
function Unowned({ registration }) {
    if (registration === 'metadata_document')
        return _jsx(_Fragment, { children: "Whoever runs that website" });
    return registration === 'dynamic' ? _jsx(_Fragment, { children: "Nobody" }) : _jsx(_Fragment, { children: "Nobody is named." });
}
/** Before anything else, that a client chose its name itself; nothing for those that an administrator knows. */
export function Unlooked({ client: { registration, owner } }) {
    if (owner !== null || registration === 'administrator')
        return null;
    return registration === 'dynamic' ? (_jsxs("p", { class: "note care", children: ["It has registered itself. ", _jsx("strong", { children: "Nobody here has looked at it, nor at its name." })] })) : (_jsxs("p", { class: "note care", children: ["Nobody here has looked at it. ", _jsx("strong", { children: "Go by where it comes from, not by its name." })] }));
}
/** What the client could do, in words, each with the scope's name. */
export function AskedScopes({ scopes, offline }) {
    return (_jsxs("section", { children: [_jsx("h2", { children: "What it could do" }), scopes.length === 0 ? _jsx("p", { children: "It asks for no particular permission." }) : null, _jsx("ul", { class: "scopes", children: scopes.map(({ name, description }) => (_jsxs("li", { children: [description, " ", _jsx("code", { children: name })] }))) }), offline ? (_jsx("p", { class: "note care", children: "This stays allowed after you sign out, until you withdraw it in your account." })) : null] }));
}
/** Where the client could do it. */
export function Resources({ resources }) {
    if (resources.length === 0)
        return null;
    return (_jsxs("section", { children: [_jsx("h2", { children: "Where" }), resources.map((resource) => (_jsx("p", { class: "address", children: resource })))] }));
}
/** Where the browser goes with the answer: the one thing that a client cannot dress up. */
export function Destination({ redirect: { host, loopback } }) {
    return (_jsxs("section", { children: [_jsx("h2", { children: "Afterwards you are sent to" }), _jsx("strong", { class: "destination", children: host }), loopback ? (_jsxs("p", { class: "note care", children: ["This is ", _jsx("strong", { children: "a program on this computer" }), ". Allow it only if you have just started that program yourself."] })) : null, host.endsWith(':') ? _jsx("p", { class: "quiet", children: "An app on this device that opens addresses of this kind." }) : null] }));
}
//# sourceMappingURL=consent-parts.js.map