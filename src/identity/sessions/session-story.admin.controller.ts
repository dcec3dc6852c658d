import { Controller, Get, Param } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { PathId } from '../../http/path-id.js';
import { SessionStories } from './session-story.js';
import { storyView } from './session-story.view.js';

/** What came of a session, and what it came from, for administrators: told by evidence, of whomever it was. */
@Controller('api/v1/admin/sessions')
@Administers('audit')
export class SessionStoryAdminController {
  constructor(private readonly stories: SessionStories) {}

  /** Tell what came of a session, and what it came from. By evidence, of whomever it was. */
  @Get(':id/story')
  async story(@Param('id', new PathId('session')) id: string): Promise<ReturnType<typeof storyView>> {
    return storyView(id, await this.stories.of(id));
  }
}
