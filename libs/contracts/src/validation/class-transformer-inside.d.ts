/** What `quick-read.ts` asks of class-transformer 0.5.1 that it does not publish: what its decorators were told. */
declare module 'class-transformer/cjs/storage.js' {
  type Class = new () => object;

  /** @param transformation 0: from JSON to a class */
  export const defaultMetadataStorage: {
    getStrategy(target: Class): 'excludeAll' | 'exposeAll' | 'none';
    getExposedProperties(target: Class, transformation: 0): string[];
    getExcludedProperties(target: Class, transformation: 0): string[];
    findTypeMetadata(
      target: Class,
      property: string,
    ): { typeFunction?: () => Class; reflectedType?: unknown; options: { discriminator?: object } } | undefined;
    findTransformMetadatas(
      target: Class,
      property: string,
      transformation: 0,
    ): {
      transformFn: (of: { value: unknown; key: string; obj: object; type: 0; options: object }) => unknown;
      options: { groups?: string[]; since?: number; until?: number };
    }[];
  };
}
