/** A JSON Schema, as the document of the interface has it. */
export type Schema = Readonly<Record<string, unknown>>;

/** One parameter of a query. */
export interface QueryParameter {
  readonly name: string;
  readonly description?: string;
  readonly required?: true;
  readonly schema: Schema;
}

/** One operation of administration: all that a command needs to know of it. */
export interface Operation {
  /** What it is called in the document, such as `clients.secrets.create`. */
  readonly id: string;
  readonly verb: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below the URL of the Gatehouse; `{name}` stands for an argument. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  /** Roles, one of which it takes. */
  readonly roles: readonly string[];
  readonly query?: readonly QueryParameter[];
  /** Name of the schema of its body; its fields become options. */
  readonly body?: string;
  /** Plain fields of what it answers, or of each thing of the list that it answers. */
  readonly columns?: readonly string[];
}

/** The part of the interface's document that commands are made of. */
export interface OperationTable {
  /** What nouns are, by their names. */
  readonly nouns: Readonly<Record<string, string>>;
  readonly operations: readonly Operation[];
  /** Of bodies, by name. */
  readonly schemas: Readonly<Record<string, Schema>>;
}
