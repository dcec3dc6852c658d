import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
import { AllowOnlyIf, CodeDecision, WhatAsks } from '../../device-grant/asked-parts.js';
import { AskedScopes, Resources, Unlooked, WhoAsks } from '../authorize/consent-parts.js';
/** Asks a person whether a client that shows a code may act for them: who, from where, what, and what to look at first. */
export function DeviceConsentPage(props) {
    const { client, waiting, isProven, roles } = props;
    return (_jsxs(_Fragment, { children: [_jsxs("h1", { children: ["Allow ", _jsx("em", { children: client.name }), " to ", roles.length > 0 ? 'administer as you' : 'act for you', "?"] }), _jsx(Administration, { roles: roles }), isProven ? null : (_jsxs("p", { class: "note care", children: ["It has not proved that it is this application: ", _jsx("strong", { children: "any program can use its name." })] })), _jsx(Unlooked, { client: client }), _jsx(WhatAsks, { ...waiting }), _jsx(WhoAsks, { client: client }), roles.length > 0 && props.scopes.length === 0 ? null : (_jsx(AskedScopes, { scopes: props.scopes, offline: props.offline })), _jsx(Resources, { resources: props.resources }), _jsx(AllowOnlyIf, {}), _jsx(CodeDecision, { formToken: props.formToken, userCode: waiting.userCode, offer: props.offer, person: props.person })] }));
}
/** Before anything else, that it is about more than the person's own affairs. */
function Administration({ roles }) {
    if (roles.length === 0)
        return null;
    return (_jsxs("section", { children: [_jsxs("p", { class: "note care", children: [_jsx("strong", { children: "You would give a program administration of this company\u2019s Gatehouse" }), ", of its people, agents and rules, until you sign out here. If anybody asked you to come here, deny it."] }), _jsx("h2", { children: "Your roles that it would have" }), _jsx("ul", { class: "scopes", children: roles.map(({ name, description }) => (_jsxs("li", { children: [description, " ", _jsx("code", { children: name })] }))) })] }));
}
//# sourceMappingURL=device-consent.page.js.map