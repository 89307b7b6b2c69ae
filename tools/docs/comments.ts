import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../stack/checkout.mjs';

/** The comments of the classes in a file, by `Class`, of their properties, by `Class.property`, and of constants, by their name. */
export function commentsIn(file: string): Map<string, string> {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const comments = new Map<string, string>();
  for (const declaration of source.statements.filter(ts.isClassDeclaration)) {
    const name = declaration.name?.text ?? '';
    comments.set(name, commentOf(declaration));
    for (const member of declaration.members.filter(ts.isPropertyDeclaration)) {
      comments.set(`${name}.${member.name.getText(source)}`, commentOf(member));
    }
  }
  for (const statement of source.statements.filter(ts.isVariableStatement)) {
    for (const { name } of statement.declarationList.declarations)
      comments.set(name.getText(source), commentOf(statement));
  }
  return comments;
}

function commentOf(node: ts.Node) {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return (ts.getTextOfJSDocComment(comment?.comment) ?? '').replaceAll(/\s*\n\s*/g, ' ');
}
