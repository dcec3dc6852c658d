import { Controller, Delete, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Administers } from '../../http/access.js';
import { JsonBody, type JsonFields } from '../../http/json-body.js';
import { ListQuery, type ListRequest, wordFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import type { Caller } from '../../kernel/caller.js';
import { type Page, pageOf } from '../../kernel/page.js';
import { type EvidenceReceiver, RECEIVER_KINDS } from './evidence-receiver.entity.js';
import { EvidenceReceiverRegister, type Registered } from './evidence-receiver-register.js';
import { EvidenceReceiverStore, type ReceiverFilters } from './evidence-receiver.store.js';
import { receiverView } from './evidence-receiver.view.js';
import { PushQueue } from './push-queue.store.js';

type View = ReturnType<typeof receiverView>;

const ID = new PathId('evidence receiver');
const filters = { kind: wordFilter(...RECEIVER_KINDS), status: wordFilter('active', 'inactive', 'suspended') };

/** Who is sent evidence, for administrators. */
@Controller('api/v1/admin/evidence-receivers')
@Administers('evidence_receivers')
@Versioned('evidence_receivers', { by: ['updated_at', 'status'] })
export class EvidenceReceiversAdminController {
  constructor(
    private readonly register: EvidenceReceiverRegister,
    private readonly receivers: EvidenceReceiverStore,
    private readonly queue: PushQueue,
  ) {}

  /** The answer is the only one that ever shows the secret of a webhook. */
  @Post()
  async create(
    @JsonBody() body: JsonFields,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<View & { secret?: string }> {
    const registered = await this.register.create(body, caller);
    response.location(`/api/v1/admin/evidence-receivers/${registered.receiver.id}`);
    return this.shown(registered, response);
  }

  @Get()
  async list(@ListQuery(filters) { page, filters }: ListRequest<ReceiverFilters>): Promise<Page<View>> {
    const last = await this.queue.lastCheckpoint(null);
    const found = await this.receivers.list(page, filters);
    return pageOf(
      found,
      page.limit,
      ({ id }) => id,
      (one) => receiverView(one, last),
    );
  }

  @Get(':id')
  async read(@Param('id', ID) id: string): Promise<View> {
    return this.view(await this.register.require(id));
  }

  @Patch(':id')
  async change(@Param('id', ID) id: string, @JsonBody() body: JsonFields, @TheCaller() caller: Caller): Promise<View> {
    return this.view(await this.register.change(id, body, caller));
  }

  /** Make another secret for a webhook. The answer is the only one that ever shows it. */
  @Post(':id/secret')
  async renew(
    @Param('id', ID) id: string,
    @TheCaller() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<View & { secret?: string }> {
    return this.shown(await this.register.renew(id, caller), response);
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', ID) id: string, @TheCaller() caller: Caller): Promise<void> {
    await this.register.remove(id, caller);
  }

  private async shown({ receiver, secret }: Registered, response: Response): Promise<View & { secret?: string }> {
    response.set('cache-control', 'no-store');
    return { ...(await this.view(receiver)), ...(secret === null ? {} : { secret }) };
  }

  private async view(receiver: EvidenceReceiver): Promise<View> {
    return receiverView(receiver, await this.queue.lastCheckpoint(null));
  }
}
