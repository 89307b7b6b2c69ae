import { Catch, type ExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';

/** Hands a failing event handler's own error to the strategy, which decides; Nest would replace it by a text. */
@Catch()
export class HandlerErrors implements ExceptionFilter {
  catch(thrown: unknown): Observable<never> {
    return throwError(() => thrown);
  }
}
