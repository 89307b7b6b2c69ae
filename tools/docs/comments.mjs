// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../stack/checkout.mjs';

/**
 * The comments of the classes in a file, by `Class`, of their properties, by `Class.property`, and of constants, by their name.
 * @param {string} file below the root
 * @returns {Map<string, string>}
 */
export function commentsIn(file) {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
  /** @type {Map<string, string>} */
  const comments = new Map();
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

/** @param {ts.Node} node */
function commentOf(node) {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return (ts.getTextOfJSDocComment(comment?.comment) ?? '').replaceAll(/\s*\n\s*/g, ' ');
}
