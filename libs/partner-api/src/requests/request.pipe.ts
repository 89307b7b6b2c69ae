import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance, type ClassTransformOptions } from 'class-transformer';
import { validateSync } from 'class-validator';
import { readOrRefuse, readQuickly, validationFaults } from '#lib/contracts';
import { foldKeys } from './fields.js';
import { refusalsOf } from './not-supported.js';
import { invalidArgument } from '../errors/partner-error.js';

const plainTypes: unknown[] = [String, Number, Boolean, Object, Array];
const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * Reads bodies and queries into their DTO classes, keys in any casing; answers 400 with the first fault of every field, and
 * with what Partner Center documents and the platform does not act on.
 */
@Injectable()
export class RequestPipe implements PipeTransform {
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if ((type !== 'body' && type !== 'query') || !metatype || plainTypes.includes(metatype)) return value;
    return readRequest(metatype as new () => object, value, type);
  }
}

/** Reads a request into its DTO class, also one that came by another way than HTTP; refuses what the endpoint refuses. */
export function readRequest<Dto extends object>(
  dto: new () => Dto,
  value: unknown,
  type: 'body' | 'query' = 'body',
): Dto {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidArgument('The request needs a JSON object as its body.');
  }
  const { request, refusals, isRight } = readOrRefuse(
    () => {
      const folded = foldKeys(dto, value) as object;
      const quickly = type === 'body' ? readQuickly(dto, folded) : undefined;
      return {
        request: quickly ?? plainToInstance(dto, folded, readingOptions(type)),
        refusals: refusalsOf(dto, value),
        isRight: quickly !== undefined,
      };
    },
    (reason) => invalidArgument(`The request cannot be read: it ${reason}`),
  );
  const wrong = isRight ? [] : validateSync(request, { whitelist: true, forbidUnknownValues: false });
  const faults = [...refusals, ...validationFaults(wrong)];
  if (faults.length > 0) throw invalidArgument(faults.join(' '));
  return request;
}

/** A path parameter that holds a GUID, in lower case. */
@Injectable()
export class GuidPipe implements PipeTransform<string> {
  transform(value: string, { data }: ArgumentMetadata): string {
    if (!uuid.test(value)) throw invalidArgument(`${data ?? 'The id'} must be a GUID.`);
    return value.toLowerCase();
  }
}

function readingOptions(type: 'body' | 'query'): ClassTransformOptions {
  // What is read as absent leaves no trace of its own, and its default in place.
  return { enableImplicitConversion: type === 'query', exposeUnsetFields: false };
}
