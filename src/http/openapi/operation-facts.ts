/** A JSON Schema of draft 2020-12, as OpenAPI 3.1 has it. */
export type Schema = Readonly<Record<string, unknown>>;

/** What the source of a route tells of it, and its metadata do not. `tools/openapi` reads it. */
export interface OperationFacts {
  /** What the source says of it. */
  readonly description?: string;
  /** Names of the request classes that its body is read as. */
  readonly bodies?: readonly string[];
  /** Whether it reads a JSON body. */
  readonly json?: true;
  /** Names of form parameters that it reads. */
  readonly form?: readonly string[];
  /** Its query parameters, by name. */
  readonly query?: Readonly<Record<string, Schema>>;
  /** Of its answer when it is JSON; absent when there is none. */
  readonly answer?: Schema;
  /** Whether it never answers but by a refusal. */
  readonly refuses?: true;
  /** Media types of answers other than JSON. */
  readonly types?: readonly string[];
  /** Statuses of answers that are set by hand. */
  readonly statuses?: readonly number[];
  /** Whether it says where the thing is that it made. */
  readonly located?: true;
  /** Statuses of problems, each with what is said then. */
  readonly problems?: Readonly<Record<string, readonly string[]>>;
  /** OAuth error codes, by status. */
  readonly errors?: Readonly<Record<string, readonly string[]>>;
}

/** What the source of a request class tells: types of its fields, and what is said of them. */
export interface RequestFacts {
  readonly description?: string;
  readonly properties: Readonly<Record<string, Schema>>;
}

/** What the source tells of the whole interface. */
export interface SourceFacts {
  /** By controller. */
  readonly controllers: Readonly<Record<string, string>>;
  /** By controller and method. */
  readonly operations: Readonly<Record<string, OperationFacts>>;
  /** By name of the class. */
  readonly requests: Readonly<Record<string, RequestFacts>>;
  /** What several operations answer, by name. */
  readonly schemas: Readonly<Record<string, Schema>>;
}
