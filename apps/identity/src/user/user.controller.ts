import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { roles, type Role } from '#lib/contracts';
import { accepted, ApiPages, assertAsAnswered, GuidPipe, seekOf, type Collection } from '#lib/partner-api';
import { Access, BaseConfig, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import { DeletedUsers } from './deleted-users.js';
import {
  AddUserRequest,
  ListUsersQuery,
  ManagedTenantQuery,
  RestoreUserRequest,
  RolePipe,
  toNewUser,
  toResource,
  UserResource,
} from './user.dto.js';
import { pageOfUsers, stateAskedFor } from './list/user-list.js';
import { UserUseCases } from './user.use-cases.js';

const admins: Access = { roles: ['GlobalAdmin', 'AdminAgent'], partnerTypes: 'none' };

@ApiTags('Users')
@Controller('v1/users')
export class UserController {
  constructor(
    private readonly useCases: UserUseCases,
    private readonly deleted: DeletedUsers,
    private readonly config: BaseConfig,
  ) {}

  /** The users of the caller's tenant, or of a reseller that has given the caller's company administrator access. */
  @Get()
  @ApiPages(UserResource)
  @Access(admins)
  async list(
    @CurrentCaller() caller: Caller,
    @Query() query: ListUsersQuery,
    @Headers('MS-ContinuationToken') token?: string,
  ): Promise<Collection<UserResource>> {
    const seek = seekOf(ListUsersQuery, query, token, `/users of ${caller.tenantId}`);
    const state = stateAskedFor(seek.query.filter);
    const tenant = accepted(await this.useCases.tenantOf(caller, seek.query.tenantId));
    const users = state === 'active' ? tenant.users : this.deleted.of(tenant);
    return pageOfUsers('/users', seek, users, (user) => toResource(tenant, user));
  }

  /** Adds a user, whose one-time password is in this answer only. Only a Global admin can add a Global admin. */
  @Post()
  @Access(admins)
  async add(
    @CurrentCommand() command: Command,
    @Body() request: AddUserRequest,
    @Query() { tenantId }: ManagedTenantQuery,
  ): Promise<UserResource> {
    const { tenant, user, password } = accepted(await this.useCases.add(command, toNewUser(request), tenantId));
    const resource = toResource(tenant, user);
    const isTold = password !== undefined || this.config.OIDC_ISSUER !== undefined;
    const userCredentials = { userName: resource.userPrincipalName, ...(password && { password }) };
    return { ...resource, ...(isTold && { userCredentials }) };
  }

  /** One user of the caller's tenant. */
  @Get(':userId')
  @Access(admins)
  async get(
    @CurrentCaller() caller: Caller,
    @Param('userId', GuidPipe) userId: string,
    @Query() { tenantId }: ManagedTenantQuery,
  ): Promise<UserResource> {
    const { tenant, user } = accepted(await this.useCases.find(caller, userId, tenantId));
    return toResource(tenant, user);
  }

  /** Restores a deleted user, with its roles. Only a Global admin can restore a Global admin. */
  @Patch(':userId')
  @Access(admins)
  async restore(
    @CurrentCommand() command: Command,
    @Param('userId', GuidPipe) userId: string,
    @Body() request: RestoreUserRequest,
    @Query() managed: ManagedTenantQuery,
  ): Promise<UserResource> {
    if (!request.state) {
      const unchanged = await this.get(command.caller, userId, managed);
      assertAsAnswered(request, unchanged);
      return unchanged;
    }
    const { tenant, user } = accepted(await this.useCases.restore(command, userId, managed.tenantId));
    return toResource(tenant, user);
  }

  /** Deletes a user, which can be restored for 30 days. 409: it is the last Global admin. */
  @Delete(':userId')
  @HttpCode(204)
  @Access(admins)
  async delete(
    @CurrentCommand() command: Command,
    @Param('userId', GuidPipe) userId: string,
    @Query() { tenantId }: ManagedTenantQuery,
  ): Promise<void> {
    accepted(await this.useCases.delete(command, userId, tenantId));
  }

  /** Gives a user a role. Only a Global admin can give GlobalAdmin. Giving it twice gets the same answer. */
  @Put(':userId/roles/:role')
  @ApiParam({ name: 'role', enum: roles })
  @Access(admins)
  async assign(
    @CurrentCommand() command: Command,
    @Param('userId', GuidPipe) userId: string,
    @Param('role', RolePipe) role: Role,
    @Query() { tenantId }: ManagedTenantQuery,
  ): Promise<UserResource> {
    const { tenant, user } = accepted(await this.useCases.assign(command, userId, role, tenantId));
    return toResource(tenant, user);
  }

  /** Takes a role from a user. 409: the user is the last Global admin. Taking it twice gets the same answer. */
  @Delete(':userId/roles/:role')
  @ApiParam({ name: 'role', enum: roles })
  @Access(admins)
  async remove(
    @CurrentCommand() command: Command,
    @Param('userId', GuidPipe) userId: string,
    @Param('role', RolePipe) role: Role,
    @Query() { tenantId }: ManagedTenantQuery,
  ): Promise<UserResource> {
    const { tenant, user } = accepted(await this.useCases.remove(command, userId, role, tenantId));
    return toResource(tenant, user);
  }
}
