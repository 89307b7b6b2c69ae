import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';

/** How a client pages through a collection. */
export class SeekQuery {
  /** Items a page, 1 to 500; 0 or absent: 500. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(500)
  size?: number;

  /** `Next` goes on from `MS-ContinuationToken`; `First` starts again. Pages go forward alone. */
  @IsOptional()
  @Matches(/^(next|first)$/i, { message: 'seekOperation must be Next or First: pages go forward alone' })
  seekOperation?: string;
}
