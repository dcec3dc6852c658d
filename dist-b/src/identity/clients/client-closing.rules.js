/**
 * Fields that decide what a token may carry: what was taken away must not live on in a token that is out already. Being
 * activated counts: what was minted just while the client was deactivated must not come to life.
 */
const AUTHORITY = [
    'status',
    'scope',
    'resources',
    'audiences',
    'plugin_ids',
    'owner_id',
    'subject',
    'grant_types',
    'redirect_uris',
    'exchange_from',
    'exchange_id_tokens',
    'device_authorization_administration',
    'subject_type',
    'sector_identifier_uri',
];
/** Why a change ends the client's sessions; null when it does not. */
export function closingReason(changed, status) {
    if (status === 'inactive')
        return 'client deactivated';
    return changed.some((name) => AUTHORITY.includes(name)) ? 'client changed' : null;
}
//# sourceMappingURL=client-closing.rules.js.map