import type { IncomingMessage } from 'node:http';
import type { Outcome } from './session-fact.entity.js';

/** What a request tells about its origin. A hint for people, never an identity. */
export interface Origin {
  /** Keyed hash of the client's address; equal addresses have equal hashes. */
  readonly addressHash: string;
  /** As kept in the facts: hashed, or raw by setting. */
  readonly address: string;
  readonly userAgent: string | null;
  readonly browser: string | null;
  readonly os: string | null;
  readonly device: string | null;
  readonly locale: string | null;
  /** Host of the referring page. */
  readonly referrer: string | null;
  readonly isBot: boolean;
  readonly isAiCrawler: boolean;
}

/** Reads the signals of a request. */
export abstract class Signals {
  abstract of(request: IncomingMessage): Origin;

  /** Keyed hash of an address, as {@link Origin} and sessions have it. */
  abstract addressHash(address: string): string;
}

/** One token request, as seen by analytics. */
export interface SessionFactEvent {
  readonly source: string;
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly clientId?: string;
  readonly sid?: string;
  readonly origin: Origin;
}

/** Takes facts; never makes a caller wait, and loses some rather than grow without bound when the database is away. */
export abstract class SessionFacts {
  abstract record(event: SessionFactEvent): void;
}
