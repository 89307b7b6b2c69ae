import { table } from '../markdown.ts';

type Operation = { method: string; path: string; sdks: string[]; differs?: string };

const INTRODUCTION = `# Compatibility with Microsoft's SDKs

Every operation that the SDKs for Java (1.15.4) and .NET (3.4.0) call, and whether this platform has it. \`npm run docs\`
writes this list from the operations of the SDKs and from the platform's own API document, so it is never ahead of either.

- **works**: the SDKs can use it unmodified.
- **differs**: the same, except for what the note says.
- **not there**: 404 at once; or 400 with code 2000 where the path takes other methods.

Differences in single properties of requests and answers are in the API document, at \`/openapi.json\` and \`/docs\`.
`;

/** The page that says which operations of Microsoft's SDKs the platform has. */
export function describeCompatibility(
  operations: readonly Operation[],
  notSupported: readonly { method: string; path: string }[],
): string {
  const missing = new Set(notSupported.map(keyOf));
  const rows = operations.map((operation) => {
    const { method, path, sdks, differs } = operation;
    const state = missing.has(keyOf(operation)) ? 'not there' : differs ? 'differs' : 'works';
    return {
      state,
      cells: [`\`${method} ${path}\``, sdks.join(', '), state, state === 'differs' ? (differs ?? '') : ''],
    };
  });
  const count = (state: string) => rows.filter((row) => row.state === state).length;
  const summary = `Of ${rows.length} operations ${count('works')} work, ${count('differs')} differ, and ${count('not there')} are not there.`;
  return `${INTRODUCTION}\n${summary}\n\n${table(
    ['Operation', 'SDKs', 'State', 'Note'],
    rows.map(({ cells }) => cells),
  )}\n`;
}

function keyOf({ method, path }: { method: string; path: string }) {
  return `${method} ${path.replace(/\{\w*\}/g, '{}')}`;
}
