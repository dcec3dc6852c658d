var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { contextOf } from '../http/request-context.js';
import { equalSecrets, keyedHash, newSecret } from '../kernel/one-time-secret.js';
import { PageRefusal } from '../kernel/page-refusal.js';
import { Secrets } from '../settings/secrets.js';
import { Settings } from '../settings/settings.js';
const SECRET = /^[A-Za-z0-9_-]{43}$/;
/** Seconds; the browser's own secret outlives any sign-in, so that an open form does not die with one. */
const BROWSER_AGE = 30 * 86_400;
/**
 * What tells one browser from another: two cookies. The first is the browser's own and ties forms and authorization
 * requests to it; the second is the sign-in's and is made anew with every one, so that none can be fixed beforehand.
 */
let Browser = class Browser {
    settings;
    key;
    https;
    constructor(secrets, settings) {
        this.settings = settings;
        this.key = secrets.key('browser');
        this.https = settings.PUBLIC_URL.startsWith('https:');
    }
    /** The browser's own secret; one that has none is given one with this answer. */
    secret(request, response) {
        const known = this.read(request, 'browser');
        const secret = known ?? newSecret();
        if (known === null)
            this.write(response, 'browser', secret, BROWSER_AGE);
        return secret;
    }
    /** Keyed hash of the browser's own secret; null when it has none yet. */
    knownHash(request) {
        const secret = this.read(request, 'browser');
        return secret === null ? null : this.hash(secret);
    }
    /** Whether a request was made by a page of this very origin, as far as the browser tells (Fetch Metadata). */
    isSameOrigin(request) {
        return ['same-origin', undefined].includes(request.headers['sec-fetch-site']);
    }
    /** Keyed hash of the sign-in's secret, by which it is found; null when the browser sends none. */
    signInHash(request) {
        const secret = this.read(request, 'session');
        return secret === null ? null : this.hash(secret);
    }
    keepSignIn(response, secret) {
        this.write(response, 'session', secret, this.settings.WEB_SESSION_SECONDS);
    }
    forgetSignIn(response) {
        this.write(response, 'session', '', 0);
    }
    /** What a form carries so that no other site can send it. @param purpose the path that the form is sent to */
    formToken(secret, purpose) {
        return this.hash(`form ${purpose} ${secret}`);
    }
    /**
     * The form of a POST that our own page sent from this browser.
     * @throws PageRefusal 403 when it did not, OAuthError when it cannot be read
     */
    form(request, purpose) {
        const { form } = request;
        if (form === undefined)
            throw request.formError ?? new PageRefusal(400, 'That did not arrive', 'The form is empty.');
        const secret = this.read(request, 'browser');
        const expected = secret === null ? '' : this.formToken(secret, purpose);
        const given = form.one('form_token') ?? '';
        const foreign = request.headers['sec-fetch-site'] === 'cross-site';
        if (foreign || secret === null || !equalSecrets(Buffer.from(given), Buffer.from(expected))) {
            throw new PageRefusal(403, 'Please try again', 'This form was not sent by the page that you opened, or your browser keeps no cookies. Open the page again and repeat it.');
        }
        return form;
    }
    /** What is stored of a secret of one of the cookies. */
    hash(secret) {
        return keyedHash(this.key, secret).toString('base64url');
    }
    /** A cookie that was sent twice is nobody's: another host of the same site may have added one. */
    read(request, name) {
        const full = this.name(name);
        const values = (request.headers.cookie ?? '').split(';').flatMap((pair) => {
            const at = pair.indexOf('=');
            // Blanks and tabs alone: a name that a browser does not guard as ours must not become ours (RFC 6265 §5.2).
            const [key, value] = [pair.slice(0, at), pair.slice(at + 1)].map((part) => part.replace(/^[ \t]+|[ \t]+$/g, ''));
            return at > 0 && key === full ? [value ?? ''] : [];
        });
        const [value = ''] = values;
        return values.length === 1 && SECRET.test(value) ? value : null;
    }
    write(response, name, value, seconds) {
        response.cookie(this.name(name), value, {
            httpOnly: true,
            secure: this.https,
            sameSite: 'lax',
            path: '/',
            maxAge: seconds * 1000,
        });
    }
    /** The prefix makes browsers refuse the cookie unless it is ours alone: Secure, no Domain, path `/` (RFC 6265bis §4.1.3). */
    name(name) {
        return this.https ? `__Host-gatehouse-${name}` : `gatehouse-${name}`;
    }
};
Browser = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Secrets,
        Settings])
], Browser);
export { Browser };
/** The address that dialled us, for limits and lockouts. */
export function addressOf(request) {
    return contextOf(request).address;
}
//# sourceMappingURL=browser.js.map