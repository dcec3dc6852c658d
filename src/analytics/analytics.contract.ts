import type { IncomingMessage } from 'node:http';
import type { Outcome } from './session-fact.entity.js';

/** What a request tells about its origin. A hint for people, never an identity. */
export interface Origin {
  /** Keyed hash of the client's address; equal addresses have equal hashes. */
  readonly addressHash: string;
  /** As kept in the facts: hashed, or raw by setting. */
  readonly address: string;
  /** Of the address, or of the /64 in which an IPv6 address lies; always a hash. */
  readonly network: string;
  readonly userAgent: string | null;
  readonly browser: string | null;
  readonly os: string | null;
  readonly device: string | null;
  readonly locale: string | null;
  /** Host of the referring page. */
  readonly referrer: string | null;
  readonly isBot: boolean;
  readonly isAiCrawler: boolean;
  readonly isScanner: boolean;
  /** What the sender calls itself by `x-fingerprint`; always a hash. A signal alone: anybody may write it. */
  readonly fingerprint: string | null;
  readonly utm: Utm;
  /** Where the address is, if there is a file that says. */
  readonly place: Place;
  /** As the request's form names it, if it is one that we know. */
  readonly grantType: string | null;
}

/** The parameters by which links are told apart. */
export interface Utm {
  readonly source: string | null;
  readonly medium: string | null;
  readonly campaign: string | null;
  readonly term: string | null;
  readonly content: string | null;
}

export interface Place {
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
}

/** Reads the signals of a request, once however often it is asked. */
export abstract class Signals {
  abstract of(request: IncomingMessage): Origin;

  /** Keyed hash of an address, as {@link Origin} and sessions have it. */
  abstract addressHash(address: string): string;

  /** The hash of the network of an address. */
  abstract network(address: string): string;
}

/** One token request, as seen by analytics. */
export interface SessionFactEvent {
  readonly source: string;
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly clientId?: string;
  readonly sid?: string;
  /** The person in whose name. */
  readonly userId?: string;
  readonly origin: Origin;
}

/** Takes facts; never makes a caller wait, and loses some rather than grow without bound when the database is away. */
export abstract class SessionFacts {
  abstract record(event: SessionFactEvent): void;
}
