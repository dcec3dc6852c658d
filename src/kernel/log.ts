/** Fields of a log line; never a secret, never a whole header or body. */
export type LogFields = Readonly<Record<string, unknown>>;

/** One JSON line for each event, with the request's id where there is a request. */
export abstract class Log {
  abstract info(event: string, fields?: LogFields): void;
  abstract warn(event: string, fields?: LogFields): void;
  abstract error(event: string, fields?: LogFields): void;
}
