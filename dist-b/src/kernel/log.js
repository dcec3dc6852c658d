/** One JSON line for each event, with the request's id where there is a request. */
export class Log {
}
//# sourceMappingURL=log.js.map