/** Version of the Open Cybersecurity Schema Framework that events are shaped by. */
export const OCSF_VERSION = '1.8.0';
const AUTHENTICATION = 3002;
const AUTHORIZE_SESSION = 3003;
const ACCOUNT_CHANGE = 3001;
const ENTITY_MANAGEMENT = 3004;
const API_ACTIVITY = 6003;
const OTHER = 99;
/** The first that fits is the class and the activity of a kind. */
const classes = [
    [/^(gate|hook)\./, [API_ACTIVITY, OTHER]],
    [/^(sign_in\.|access_key\.refused)/, [AUTHENTICATION, 1]],
    [/^(signed_out$|logout\.)/, [AUTHENTICATION, 2]],
    [/^(token|txn_token|id_jag)\.issued$|^(authorization\.granted|consent\.given)$/, [AUTHORIZE_SESSION, 1]],
    [/^(token|code|refresh_token|authorization|consent|session|txn_token|id_jag|device)\./, [AUTHORIZE_SESSION, OTHER]],
    [/^user\.created$/, [ACCOUNT_CHANGE, 1]],
    [/^user\.activated$/, [ACCOUNT_CHANGE, 2]],
    [/^password\.(changed|set|imported)$/, [ACCOUNT_CHANGE, 3]],
    [/^setup_link\./, [ACCOUNT_CHANGE, 4]],
    [/^user\.deactivated$/, [ACCOUNT_CHANGE, 5]],
    [/^user\.deleted$/, [ACCOUNT_CHANGE, 6]],
    [/^(second_factor|passkey)\.(set|added|created)$/, [ACCOUNT_CHANGE, 10]],
    [/^(second_factor|passkey)\.(reset|removed|deleted)$/, [ACCOUNT_CHANGE, 11]],
    [/^(user|password|passkey|second_factor|recovery_code|access_key)\./, [ACCOUNT_CHANGE, OTHER]],
    [/\.(\w+_)?(created|issued|added)$/, [ENTITY_MANAGEMENT, 1]],
    [/\.(\w+_)?updated$/, [ENTITY_MANAGEMENT, 3]],
    [/\.(\w+_)?deleted$/, [ENTITY_MANAGEMENT, 4]],
    [/\.(\w+_)?activated$/, [ENTITY_MANAGEMENT, 10]],
    [/\.(\w+_)?deactivated$/, [ENTITY_MANAGEMENT, 11]],
    [/\.(\w+_)?suspended$/, [ENTITY_MANAGEMENT, 12]],
];
/** What nobody does by mistake: a stolen token or key. */
const ALARMING = /^(refresh_token\.reused|passkey\.counter_regressed)$/;
const names = { 1: 'Informational', 2: 'Low', 4: 'High' };
/**
 * A receipt as an event of OCSF {@link OCSF_VERSION}. The receipt itself is in `unmapped`, so that whoever has the event can
 * look for it in an export.
 * @param issuer whose evidence it is
 * @param checkpoint the one that took it in
 */
export function ocsfEvent(receipt, issuer, checkpoint) {
    const [classUid, activity] = classOf(receipt.kind);
    const severity = severityOf(receipt);
    const failed = receipt.decision === 'deny';
    return {
        class_uid: classUid,
        category_uid: Math.floor(classUid / 1000),
        activity_id: activity,
        type_uid: classUid * 100 + activity,
        ...(activity === OTHER ? { activity_name: receipt.kind } : {}),
        severity_id: severity,
        severity: names[severity],
        status_id: failed ? 2 : 1,
        status: failed ? 'Failure' : 'Success',
        ...defined({ status_detail: receipt['reason'] }),
        time: Date.parse(receipt.at),
        message: `${receipt.kind}: ${receipt.decision}`,
        metadata: {
            version: OCSF_VERSION,
            product: { name: 'Gatehouse', vendor_name: 'Gatehouse', url_string: issuer },
            uid: receipt.id,
            event_code: receipt.kind,
            log_name: 'evidence',
            ...defined({ correlation_uid: receipt['txn'] }),
        },
        ...about(receipt, classUid, issuer),
        unmapped: { checkpoint, receipt: defined(receipt) },
    };
}
function classOf(kind) {
    return classes.find(([pattern]) => pattern.test(kind))?.[1] ?? [ENTITY_MANAGEMENT, OTHER];
}
function severityOf({ kind, decision }) {
    if (ALARMING.test(kind))
        return 4;
    return decision === 'deny' ? 2 : 1;
}
/** What each class is about. */
function about(receipt, classUid, issuer) {
    const actor = { actor: actorOf(receipt) };
    const session = defined({ session: receipt.sid && { uid: receipt.sid, issuer } });
    const { upstream, tool, resource } = receipt;
    switch (classUid) {
        case API_ACTIVITY:
            return {
                ...actor,
                api: { operation: tool ?? methodOf(receipt) ?? receipt.kind, ...defined({ service: named(upstream) }) },
                src_endpoint: sourceOf(receipt),
                ...defined({ resources: resource && [{ uid: resource }] }),
            };
        case AUTHENTICATION:
            return { ...actor, user: userOf(receipt), service: { name: 'Gatehouse', uid: issuer }, ...session };
        case AUTHORIZE_SESSION:
            return { ...actor, user: userOf(receipt), ...session, ...defined({ privileges: privilegesOf(receipt) }) };
        case ACCOUNT_CHANGE:
            return { ...actor, user: changedUser(receipt) };
        default:
            return { ...actor, entity: entityOf(receipt) };
    }
}
function actorOf(receipt) {
    const { sub, client_id: client, sid } = receipt;
    const { sub: actor } = (receipt['act'] ?? {});
    return {
        user: userOf(receipt),
        ...defined({
            app_uid: client,
            invoked_by: actor ?? (sub === client ? undefined : client),
            session: sid && { uid: sid },
        }),
    };
}
/** Whose authority it is; who is not a person is a client. */
function userOf({ sub, client_id: client }) {
    if (typeof sub === 'string')
        return { uid: sub, type_id: sub === client ? 4 : 1 };
    return typeof client === 'string' ? { uid: client, type_id: 4 } : { name: 'unknown', type_id: 0 };
}
/** Of a change by an administrator the one who was changed. */
function changedUser(receipt) {
    const { id, user_id: user } = detailOf(receipt);
    const changed = receipt.kind.startsWith('user.') ? (id ?? user) : user;
    return typeof changed === 'string' ? { uid: changed, type_id: 1 } : userOf(receipt);
}
function sourceOf({ origin, client_id: client }) {
    if (typeof origin === 'string')
        return { uid: origin };
    return { svc_name: typeof client === 'string' ? client : 'unknown' };
}
function entityOf(receipt) {
    const type = receipt.kind.split('.')[0] ?? '';
    const { id, name, client_id: client } = detailOf(receipt);
    const uid = id ?? client;
    return {
        type,
        ...defined({ name: typeof name === 'string' ? name : undefined }),
        uid: typeof uid === 'string' ? uid : type,
    };
}
function privilegesOf(receipt) {
    const { scope } = detailOf(receipt);
    return typeof scope === 'string' && scope !== '' ? scope.split(' ') : undefined;
}
function methodOf(receipt) {
    return detailOf(receipt)['method'];
}
const named = (name) => (typeof name === 'string' ? { name } : undefined);
function detailOf(receipt) {
    const detail = receipt['detail'];
    return typeof detail === 'object' && detail !== null ? detail : {};
}
/** Without what is not known. */
function defined(fields) {
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== ''));
}
//# sourceMappingURL=ocsf.rules.js.map