/** Clients that know a person by a sign-in here, and must hear when it has ended. */
export class RelyingParties {
}
//# sourceMappingURL=relying-parties.contract.js.map