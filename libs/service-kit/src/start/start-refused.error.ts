/** Something that whoever starts the app has to mend; the message says all of it. */
export class StartRefusedError extends Error {
  override readonly name: string = 'StartRefusedError';
}
