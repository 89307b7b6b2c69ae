/** What a build of the pages is made of, as Vite tells it. */
export interface BuiltFile {
  fileName: string;
  type: 'asset' | 'chunk';
  imports?: string[];
  isEntry?: boolean;
  /** The module that a chunk was made for, if there is one. */
  facadeModuleId?: string | null;
}

export interface FirstLoad {
  page: string;
  bytes: number;
}

const PAGE = /\/pages\/.*-page\.tsx$/;
const TEXTS = /\/locales\/\w+\.po$/;

/**
 * How much a browser loads until it shows a page for the first time: the entry, the page and what both need, the styles, and the texts of
 * the longest language. What is loaded when somebody clicks is not in it.
 * @param sizeOf bytes of a file as they are sent
 */
export function firstLoads(files: BuiltFile[], sizeOf: (fileName: string) => number): FirstLoad[] {
  const chunks = new Map(files.filter(({ type }) => type === 'chunk').map((chunk) => [chunk.fileName, chunk]));
  const needed = (fileName: string, found = new Set<string>()): Set<string> => {
    if (found.has(fileName)) return found;
    found.add(fileName);
    for (const imported of chunks.get(fileName)?.imports ?? []) needed(imported, found);
    return found;
  };
  const total = (fileNames: Iterable<string>): number => [...fileNames].reduce((sum, name) => sum + sizeOf(name), 0);
  const madeFor = (form: RegExp): BuiltFile[] =>
    [...chunks.values()].filter((chunk) => form.test(chunk.facadeModuleId ?? ''));
  const entry = [...chunks.values()].filter(({ isEntry }) => isEntry).flatMap(({ fileName }) => [...needed(fileName)]);
  const styles = files.filter(({ type }) => type === 'asset').map(({ fileName }) => fileName);
  const texts = Math.max(0, ...madeFor(TEXTS).map(({ fileName }) => sizeOf(fileName)));
  return madeFor(PAGE)
    .map(({ fileName, facadeModuleId }) => ({
      page: facadeModuleId?.replace(/.*\/pages\//, '') ?? fileName,
      bytes: total(new Set([...entry, ...styles, ...needed(fileName)])) + texts,
    }))
    .sort((one, other) => other.bytes - one.bytes);
}
