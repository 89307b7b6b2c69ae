import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';

/** As Partner Center numbers them, but for its last one, PageIndex. */
export const seekOperations = ['next', 'previous', 'first', 'last'] as const;

/** How a client pages through a collection. */
export class SeekQuery {
  /** Items on a page, 1 to 500. 0 or absent: 500. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(500)
  size?: number;

  /**
   * `Next` and `Previous` go on from the page that `MS-ContinuationToken` is of; `First` and `Last` begin at either end, in
   * the size of that page unless `size` says another.
   */
  @IsOptional()
  @Matches(/^(next|previous|first|last|[0-3])$/i, {
    message: 'seekOperation must be Next, Previous, First or Last: pages have no index (PageIndex)',
  })
  seekOperation?: string;
}
