/** Evidence that is not as it was signed; the message names the first place. */
export class Broken extends Error {
}
/** What was given cannot be read as evidence, or its keys cannot. */
export class Unreadable extends Error {
}
//# sourceMappingURL=broken.js.map