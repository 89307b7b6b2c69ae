import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import {
  accepted,
  ApiCollection,
  ApiPages,
  assertAsAnswered,
  collection,
  GuidPipe,
  SeekQuery,
  seekOf,
  type Collection,
} from '#lib/partner-api';
import { Access, CurrentCaller, CurrentCommand, type Caller, type Command } from '#lib/service-kit';
import { CustomerUserUseCases } from '../customer-user/customer-user.use-cases.js';
import { pageOfUsers } from '../../user/list/user-list.js';
import { assignRole, removeRole } from '../../user/user.js';
import {
  AddUserMemberRequest,
  DirectoryRolePipe,
  DirectoryRoleResource,
  toMemberResource,
  toRoleResource,
  UserMemberResource,
} from './directory-role.dto.js';
import { directoryRoles, type DirectoryRole } from './directory-role.js';

const readers: Access = { roles: ['AdminAgent', 'HelpdeskAgent'], partnerTypes };
const admins: Access = { roles: ['AdminAgent'], partnerTypes, current: true };

/** The roles of a customer's users, for partners that hold delegated admin privileges for it; also after the relationship. */
@ApiTags('Customer users')
@Controller('v1/customers/:customerId')
export class DirectoryRoleController {
  constructor(private readonly useCases: CustomerUserUseCases) {}

  /** The roles that the customer's users can have. */
  @Get('directoryroles')
  @ApiCollection(DirectoryRoleResource)
  @Access(readers)
  async all(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
  ): Promise<Collection<DirectoryRoleResource>> {
    accepted(await this.useCases.tenantOf(caller, customerId));
    return collection(`/customers/${customerId}/directoryroles`, directoryRoles.map(toRoleResource));
  }

  /** The roles that a user has. */
  @Get('users/:userId/directoryroles')
  @ApiCollection(DirectoryRoleResource)
  @Access(readers)
  async held(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('userId', GuidPipe) userId: string,
  ): Promise<Collection<DirectoryRoleResource>> {
    const { user } = accepted(await this.useCases.find(caller, customerId, userId));
    const held = directoryRoles.filter(({ role }) => user.roles.includes(role));
    return collection(`/customers/${customerId}/users/${userId}/directoryroles`, held.map(toRoleResource));
  }

  /** The users that have a role. */
  @Get('directoryroles/:roleId/usermembers')
  @ApiParam({ name: 'roleId', type: String })
  @ApiPages(UserMemberResource)
  @Access(readers)
  async members(
    @CurrentCaller() caller: Caller,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('roleId', DirectoryRolePipe) role: DirectoryRole,
    @Query() query: SeekQuery,
    @Headers('MS-ContinuationToken') token?: string,
  ): Promise<Collection<UserMemberResource>> {
    const path = `/customers/${customerId}/directoryroles/${role.id}/usermembers`;
    const seek = seekOf(SeekQuery, query, token, `${path} of ${caller.tenantId}`);
    const tenant = accepted(await this.useCases.tenantOf(caller, customerId));
    const members = tenant.users.filter(({ roles }) => roles.includes(role.role));
    return pageOfUsers(path, seek, members, (user) => toMemberResource(tenant, user, role));
  }

  /** Gives a user a role. Giving it twice gets the same answer. */
  @Post('directoryroles/:roleId/usermembers')
  @ApiParam({ name: 'roleId', type: String })
  @Access(admins)
  async add(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('roleId', DirectoryRolePipe) role: DirectoryRole,
    @Body() request: AddUserMemberRequest,
  ): Promise<UserMemberResource> {
    const userId = request.id.toLowerCase();
    const { tenant, user } = accepted(await this.useCases.find(command.caller, customerId, userId));
    const member = toMemberResource(tenant, user, role);
    assertAsAnswered(request, member);
    accepted(
      await this.useCases.change(command, customerId, (state) =>
        assignRole(state, 'delegated-admin', userId, role.role),
      ),
    );
    return member;
  }

  /** Takes a role from a user. 409: the user is the customer's last Global admin. Taking it twice gets the same answer. */
  @Delete('directoryroles/:roleId/usermembers/:userId')
  @ApiParam({ name: 'roleId', type: String })
  @HttpCode(204)
  @Access(admins)
  async remove(
    @CurrentCommand() command: Command,
    @Param('customerId', GuidPipe) customerId: string,
    @Param('roleId', DirectoryRolePipe) role: DirectoryRole,
    @Param('userId', GuidPipe) userId: string,
  ): Promise<void> {
    accepted(await this.useCases.find(command.caller, customerId, userId));
    accepted(
      await this.useCases.change(command, customerId, (state) =>
        removeRole(state, 'delegated-admin', userId, role.role),
      ),
    );
  }
}
