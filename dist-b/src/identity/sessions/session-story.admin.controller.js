var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Controller, Get, Param } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { PathId } from '../../http/path-id.js';
import { SessionStories } from './session-story.js';
import { storyView } from './session-story.view.js';
/** What came of a session, and what it came from, for administrators: told by evidence, of whomever it was. */
let SessionStoryAdminController = class SessionStoryAdminController {
    stories;
    constructor(stories) {
        this.stories = stories;
    }
    /** Tell what came of a session, and what it came from. By evidence, of whomever it was. */
    async story(id) {
        return storyView(id, await this.stories.of(id));
    }
};
__decorate([
    Get(':id/story'),
    __param(0, Param('id', new PathId('session'))),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [String]),
    __metadata("design:returntype", Promise)
], SessionStoryAdminController.prototype, "story", null);
SessionStoryAdminController = __decorate([
    Controller('api/v1/admin/sessions'),
    Administers('audit'),
    __metadata("design:paramtypes", [SessionStories])
], SessionStoryAdminController);
export { SessionStoryAdminController };
//# sourceMappingURL=session-story.admin.controller.js.map