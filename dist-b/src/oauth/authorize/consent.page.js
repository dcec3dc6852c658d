import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from "preact/jsx-runtime";
import { Decision } from '../../http/pages/decision.js';
import { AskedScopes, Destination, Resources, Unlooked, WhoAsks } from './consent-parts.js';
/** Asks a person whether a client may act for them: who, what, where, and where to afterwards. */
export function ConsentPage(props) {
    const { action, formToken, person, client } = props;
    const carried = [
        ['form_token', formToken],
        ['offer', props.offer],
    ];
    return (_jsxs(_Fragment, { children: [_jsxs("h1", { children: ["Allow ", _jsx("em", { children: client.name }), " to act for you?"] }), _jsx(Unlooked, { client: client }), _jsx(WhoAsks, { client: client }), _jsx(AskedScopes, { scopes: props.scopes, offline: props.offline }), _jsx(Resources, { resources: props.resources }), _jsx(Destination, { redirect: props.redirect }), _jsx(Decision, { action: action, carried: carried, person: person })] }));
}
//# sourceMappingURL=consent.page.js.map