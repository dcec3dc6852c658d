// The part of each peer that the bench uses: the peers bring no types, and the root's type check runs without them installed.

declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  export interface Adapter {
    upsert(id: string, payload: object, expiresIn: number): Promise<void>;
    find(id: string): Promise<object | undefined>;
    consume(id: string): Promise<void>;
    destroy(id: string): Promise<void>;
    revokeByGrantId(grantId: string): Promise<void>;
  }
  export interface Client {
    readonly clientId: string;
  }
  export interface Grant {
    addResourceScope(resource: string, scope: string): void;
    save(): Promise<string>;
  }
  export class Provider {
    constructor(issuer: string, configuration: object);
    readonly Client: {
      prototype: { clientSecret: string; compareClientSecret(presented: string): boolean };
      find(id: string): Promise<Client | undefined>;
    };
    readonly Grant: new (of: object) => Grant;
    readonly RefreshToken: new (of: object) => { save(): Promise<string> };
    callback(): RequestListener;
    on(event: string, listener: (context: unknown, error: Error) => void): void;
  }
}

declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  export interface Outcome {
    errors: number;
    mismatches: number;
  }
  function autocannon(options: object, done: (error: Error | null, outcome: Outcome) => void): EventEmitter;
  export = autocannon;
}
