// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read whatever came
export type Json = any;

/** One operation of the document, with where it stands. */
export interface Documented {
  readonly id: string;
  readonly path: string;
  readonly verb: string;
  readonly operation: Record<string, Json>;
}

/** Every operation of a document. */
export function operationsOf(document: Record<string, Json>): readonly Documented[] {
  return Object.entries<Record<string, Json>>(document['paths']).flatMap(([path, item]) =>
    ['get', 'post', 'put', 'patch', 'delete']
      .filter((verb) => verb in item)
      .map((verb) => ({ id: item[verb].operationId as string, path, verb, operation: item[verb] })),
  );
}
