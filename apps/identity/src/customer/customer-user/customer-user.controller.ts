import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { accepted, ApiPages, GuidPipe, seekOf, type Collection } from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import { DeletedUsers } from '../../user/deleted-users.js';
import { pageOfUsers, stateAskedFor, UserListQuery } from '../../user/list/user-list.js';
import {
  AddCustomerUserRequest,
  ChangeCustomerUserRequest,
  CustomerUserResource,
  toResource,
} from './customer-user.dto.js';
import { CustomerUserUseCases } from './customer-user.use-cases.js';

const readers: Access = { roles: ['AdminAgent', 'HelpdeskAgent'], partnerTypes };
const admins: Access = { roles: ['AdminAgent'], partnerTypes, current: true };

/** The users of a customer, for partners that hold delegated admin privileges for it; also after the relationship. */
@ApiTags('Customer users')
@Controller('v1/customers/:customerId/users')
export class CustomerUserController {
  constructor(
    private readonly useCases: CustomerUserUseCases,
    private readonly deleted: DeletedUsers,
  ) {}

  /** The customer's users. If the filter asks for them: those that were deleted and can still be restored. */
  @Get()
  @ApiPages(CustomerUserResource)
  @Access(readers)
  async list(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
    @Query() query: UserListQuery,
    @Headers('MS-ContinuationToken') token?: string,
  ): Promise<Collection<CustomerUserResource>> {
    const path = `/customers/${customerId}/users`;
    const seek = seekOf(UserListQuery, query, token, `${path} of ${caller.tenantId}`);
    const state = stateAskedFor(seek.query.filter);
    const tenant = accepted(await this.useCases.tenantOf(caller, customerId));
    const users = state === 'active' ? tenant.users : this.deleted.of(tenant);
    return pageOfUsers(path, seek, users, (user) => toResource(tenant, user));
  }

  /** Adds a user without a role. If the request has no password, this answer, and no other, has a one-time password. */
  @Post()
  @Access(admins)
  async add(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Body() request: AddCustomerUserRequest,
  ): Promise<CustomerUserResource> {
    const { tenant, user, password } = accepted(await this.useCases.add(command, customerId, request));
    const forceChangePassword = user.mustChangePassword ?? false;
    const { links, attributes, ...resource } = toResource(tenant, user);
    return { ...resource, passwordProfile: { ...(password && { password }), forceChangePassword }, links, attributes };
  }

  /** One of the customer's users. */
  @Get(':userId')
  @Access(readers)
  async get(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('userId', GuidPipe) userId: string,
  ): Promise<CustomerUserResource> {
    const { tenant, user } = accepted(await this.useCases.find(caller, customerId, userId));
    return toResource(tenant, user);
  }

  /** Changes the given properties of a user, also its password. The state `active` restores a deleted user. */
  @Patch(':userId')
  @Access(admins)
  async update(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('userId', GuidPipe) userId: string,
    @Body() request: ChangeCustomerUserRequest,
  ): Promise<CustomerUserResource> {
    const { tenant, user } = accepted(await this.useCases.update(command, customerId, userId, request));
    return toResource(tenant, user);
  }

  /** Deletes a user, which can be restored for 30 days. 409: it is the customer's last Global admin. */
  @Delete(':userId')
  @HttpCode(204)
  @Access(admins)
  async delete(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('userId', GuidPipe) userId: string,
  ): Promise<void> {
    accepted(await this.useCases.delete(command, customerId, userId));
  }
}
