import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Administers, Narrowed } from '../../http/access.js';
import { idFilter, ListQuery, type ListRequest, wordFilter } from '../../http/page-query.js';
import { PathId } from '../../http/path-id.js';
import { TheCaller } from '../../http/the-caller.js';
import { Versioned } from '../../http/versioned.js';
import { doneBy, type Transaction } from '../../identity/changes.store.js';
import { coverPerson, holdPerson } from '../../identity/users/reach.store.js';
import { UserStore } from '../../identity/users/user.store.js';
import type { Caller } from '../../kernel/caller.js';
import { type Page, pageOf } from '../../kernel/page.js';
import { Problem } from '../../kernel/problem.js';
import { withinOf } from '../../kernel/within.js';
import { HeartbeatStore } from '../heartbeats/heartbeat.store.js';
import { hostSessionView, presenceView } from '../heartbeats/heartbeat.view.js';
import { type DeviceKeeper, DeviceRegister } from './device-register.js';
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
@Narrowed()
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
    @TheCaller() caller: Caller,
  ): Promise<Page<DeviceView>> {
    const found = await this.devices.list(page, filters, withinOf(caller));
    const latest = await this.heartbeats.latestOf(found.map(({ id }) => id));
    const view = (device: ListedDevice): DeviceView => ({
      ...deviceView(device),
      ...presenceView(device.active, latest.get(device.id)),
    });
    return pageOf(found, page.limit, ({ id }) => id, view);
  }

  @Get('devices/:id')
  @Versioned('devices', { by: ['created_at', 'approved_at'] })
  async read(@Param('id', DeviceId) id: string, @TheCaller() caller: Caller): Promise<WholeDevice> {
    const device = await this.require(id, caller);
    const latest = await this.heartbeats.latestOf([id]);
    const sessions = await this.heartbeats.sessionsOf(device.sessionId);
    return {
      ...deviceView(device),
      ...presenceView(device.active, latest.get(id)),
      sessions: sessions.map(hostSessionView),
    };
  }

  /** Let a device in. From now on it may act; it comes by itself to ask. */
  @Post('devices/:id/approve')
  @Versioned('devices', { by: ['created_at', 'approved_at'] })
  @HttpCode(204)
  async approve(@Param('id', DeviceId) id: string, @TheCaller() caller: Caller): Promise<void> {
    const device = await this.require(id, caller);
    if (!device.active) throw Problem.conflict('The device has ended.');
    const { event, hold } = by(caller, device.userId);
    // A device that is let in acts as its person.
    const covered = async (transaction: Transaction): Promise<void> => {
      await hold?.(transaction);
      if (withinOf(caller) === null) await coverPerson(transaction, caller, device.userId);
    };
    await this.register.approve(device, { event, hold: covered });
  }

  /** Ends it and every token that it has; one that has ended stays so. */
  @Delete('devices/:id')
  @Versioned('devices', { by: ['created_at', 'approved_at'] })
  @HttpCode(204)
  async revoke(@Param('id', DeviceId) id: string, @TheCaller() caller: Caller): Promise<void> {
    const device = await this.require(id, caller);
    await this.register.revoke(device, 'device revoked by an administrator', by(caller, device.userId));
  }

  /** Ends all devices of a person. */
  @Delete('users/:id/devices')
  async revokeAll(
    @Param('id', new PathId('user')) userId: string,
    @TheCaller() caller: Caller,
  ): Promise<{ revoked: number }> {
    if ((await this.users.findWithin(userId, withinOf(caller))) === null) throw Problem.notFound('user');
    const keeper = by(caller, userId, 'user');
    return { revoked: await this.register.revokeAll(userId, 'devices revoked by an administrator', keeper) };
  }

  private async require(id: string, caller: Caller): Promise<ListedDevice> {
    const device = await this.devices.find(id, withinOf(caller));
    if (device === null) throw Problem.notFound('device');
    return device;
  }
}

function by(caller: Caller, userId: string, what = 'device'): DeviceKeeper {
  return {
    event: (kind, detail) => doneBy(caller, kind, detail),
    hold: (transaction) => holdPerson(transaction, caller, userId, what),
  };
}
