import { Body, Controller, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { partnerTypes } from '#lib/contracts';
import { countryRules } from '#lib/countries';
import { notFound } from '#lib/partner-api';
import { Access } from '#lib/service-kit';
import {
  AddressValidationRequest,
  AddressValidationResource,
  CountryValidationRulesResource,
  toAddressValidation,
  toRules,
} from './validation.dto.js';

const readers: Access = {
  roles: ['GlobalAdmin', 'AdminAgent', 'SalesAgent', 'HelpdeskAgent'],
  partnerTypes,
  app: true,
};

/** What a customer's details are checked by, before it is created. */
@ApiTags('Validations')
@Controller('v1')
export class ValidationController {
  /**
   * Checks an address by the rules of its country. Microsoft's SDK for Java and its PowerShell module, which name themselves
   * in the header MS-PartnerCenter-Client, are answered the JSON value `true` or `false`: they read nothing else.
   */
  @Post('validations/address')
  @HttpCode(200)
  @ApiExtraModels(AddressValidationResource)
  @ApiOkResponse({
    schema: { oneOf: [{ $ref: getSchemaPath(AddressValidationResource) }, { type: 'boolean' }] },
  })
  @Access(readers)
  address(
    @Body() address: AddressValidationRequest,
    @Headers('MS-PartnerCenter-Client') client = '',
  ): AddressValidationResource | boolean {
    const validation = toAddressValidation(address);
    return /\b(java|powershell)\b/i.test(client) ? validation.status !== 'None' : validation;
  }

  /** What addresses, phone numbers and languages look like in a country. */
  @Get('countryvalidationrules/:country')
  @Access(readers)
  rules(@Param('country') country: string): CountryValidationRulesResource {
    const rules = countryRules(country);
    if (!rules) throw notFound(`There are no rules for the country ${country.slice(0, 50)}. Use its ISO 3166-1 code.`);
    return toRules(rules);
  }
}
