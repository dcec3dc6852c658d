import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Administers } from '../../http/access.js';
import { idFilter, ListQuery, type ListRequest, wordFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import { doneBy } from '../../identity/changes.store.js';
import { UserStore } from '../../identity/users/user.store.js';
import type { Caller } from '../../kernel/caller.js';
import { type Page, pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { HeartbeatStore } from '../heartbeats/heartbeat.store.js';
import { hostSessionView, presenceView } from '../heartbeats/heartbeat.view.js';
import { DeviceRegister, type Told } from './device-register.js';
import { type DeviceFilters, DeviceStore, type ListedDevice } from './device.store.js';
import { deviceView } from './device.view.js';

type DeviceView = ReturnType<typeof deviceView> & ReturnType<typeof presenceView>;
/** One device alone also shows the sessions of its hosts: those that told of themselves last, 50 at most. */
type WholeDevice = DeviceView & { readonly sessions: readonly ReturnType<typeof hostSessionView>[] };

const DeviceId = new PathId('device');
const active = (text: string): boolean => wordFilter('true', 'false')(text) === 'true';

/** Devices of people, for administrators: who has which, to let one in, and to end it. */
@Controller('api/v1/admin')
@Administers('devices')
export class DevicesAdminController {
  constructor(
    private readonly devices: DeviceStore,
    private readonly register: DeviceRegister,
    private readonly users: UserStore,
    private readonly heartbeats: HeartbeatStore,
  ) {}

  @Get('devices')
  async list(
    @ListQuery({ user_id: idFilter, active }) { page, filters }: ListRequest<DeviceFilters>,
  ): Promise<Page<DeviceView>> {
    const found = await this.devices.list(page, filters);
    const latest = await this.heartbeats.latestOf(found.map(({ id }) => id));
    const view = (device: ListedDevice): DeviceView => ({
      ...deviceView(device),
      ...presenceView(device.active, latest.get(device.id)),
    });
    return pageOf(found, page.limit, ({ id }) => id, view);
  }

  @Get('devices/:id')
  @Versioned('devices', { by: ['created_at', 'approved_at'] })
  async read(@Param('id', DeviceId) id: string): Promise<WholeDevice> {
    const device = await this.require(id);
    const latest = await this.heartbeats.latestOf([id]);
    const sessions = await this.heartbeats.sessionsOf(device.sessionId);
    return {
      ...deviceView(device),
      ...presenceView(device.active, latest.get(id)),
      sessions: sessions.map(hostSessionView),
    };
  }

  /** From now on it may act; it comes by itself to ask. */
  @Post('devices/:id/approve')
  @Versioned('devices', { by: ['created_at', 'approved_at'] })
  @HttpCode(204)
  async approve(@Param('id', DeviceId) id: string, @TheCaller() caller: Caller): Promise<void> {
    const device = await this.require(id);
    if (!device.active) throw Problem.conflict('The device has ended.');
    await this.register.approve(device, by(caller));
  }

  /** Ends it and every token that it has; one that has ended stays so. */
  @Delete('devices/:id')
  @Versioned('devices', { by: ['created_at', 'approved_at'] })
  @HttpCode(204)
  async revoke(@Param('id', DeviceId) id: string, @TheCaller() caller: Caller): Promise<void> {
    await this.register.revoke(await this.require(id), 'device revoked by an administrator', by(caller));
  }

  /** Ends all devices of a person. */
  @Delete('users/:id/devices')
  async revokeAll(
    @Param('id', new PathId('user')) userId: string,
    @TheCaller() caller: Caller,
  ): Promise<{ revoked: number }> {
    if ((await this.users.find(userId)) === null) throw Problem.notFound('user');
    return { revoked: await this.register.revokeAll(userId, 'devices revoked by an administrator', by(caller)) };
  }

  private async require(id: string): Promise<ListedDevice> {
    const device = await this.devices.find(id);
    if (device === null) throw Problem.notFound('device');
    return device;
  }
}

function by(caller: Caller): Told {
  return (kind, detail) => doneBy(caller, kind, detail);
}
