var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { jsx as _jsx } from "preact/jsx-runtime";
import { Injectable } from '@nestjs/common';
import { FORM_POST_SCRIPT } from '../../http/pages/form-post-script.js';
import { formActionOf, Pages } from '../../http/pages/pages.js';
import { seeOther } from '../../http/see-other.js';
import { describable } from '../../kernel/oauth-error.js';
import { withQuery } from '../../kernel/redirect-uri.js';
import { Settings } from '../../settings/settings.js';
import { FormPostPage } from './form-post.page.js';
/**
 * Sends the person back to the client, with a code or an error; always with `iss`, so that the client knows whose answer
 * it is (RFC 9207 §2), and with `state` as it came.
 */
let AuthorizationAnswers = class AuthorizationAnswers {
    pages;
    settings;
    constructor(pages, settings) {
        this.pages = pages;
        this.settings = settings;
    }
    code(response, place, code) {
        this.send(response, place, [['code', code]]);
    }
    error(response, place, error) {
        this.send(response, place, [
            ['error', error.code],
            ['error_description', describable(error.text)],
        ]);
    }
    send(response, place, answer) {
        const fields = [
            ...answer,
            ...(place.state === undefined ? [] : [['state', place.state]]),
            ['iss', this.settings.PUBLIC_URL],
        ];
        if (place.responseMode === 'form_post')
            return this.post(response, place.redirectUri, fields);
        seeOther(response, withQuery(place.redirectUri, fields));
    }
    /** OAuth 2.0 Form Post Response Mode §2. */
    post(response, action, fields) {
        this.pages.send(response, {
            title: 'Back to the application',
            body: _jsx(FormPostPage, { action: action, fields: fields }),
            formAction: [formActionOf(action)],
            script: FORM_POST_SCRIPT,
        });
    }
};
AuthorizationAnswers = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Pages,
        Settings])
], AuthorizationAnswers);
export { AuthorizationAnswers };
//# sourceMappingURL=authorization-answers.js.map