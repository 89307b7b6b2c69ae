import type { Rule } from 'eslint';
import type { CallExpression, MemberExpression, Node } from 'estree';
import type ts from 'typescript';

/** What typescript-eslint's parser knows. */
interface TypeServices {
  program: ts.Program;
  getTypeAtLocation(node: Node): ts.Type;
}

/**
 * What may answer a rejection is not called for its effect alone: the rejection would be lost, and what was refused taken for
 * done. It is returned, looked at by `isRejected(...)`, or thrown at the edge by `accepted(...)`.
 */
export const rejectionsAreAnswered: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      dropped: 'This can be a rejection: return it, ask isRejected(...), or throw it at the edge by accepted(...).',
    },
  },
  create(context) {
    const { program, getTypeAtLocation } = context.sourceCode.parserServices as TypeServices;
    const types = program.getTypeChecker();

    /** Also in a promise, in a list, or as one of several. */
    function mayBeRejected(type: ts.Type): boolean {
      const awaited = types.getAwaitedType(type) ?? type;
      if (awaited.isUnion()) return awaited.types.some(mayBeRejected);
      if (types.isArrayType(awaited) || types.isTupleType(awaited)) {
        return types.getTypeArguments(awaited as ts.TypeReference).some(mayBeRejected);
      }
      return awaited.getSymbol()?.name === 'Rejected';
    }

    function assertUsed(value: Node, node: Node): void {
      if (mayBeRejected(getTypeAtLocation(value))) context.report({ node, messageId: 'dropped' });
    }

    return {
      ExpressionStatement({ expression }) {
        // What is assigned has a name, and a name has a use.
        if (expression.type === 'AssignmentExpression') return;
        const isVoid = expression.type === 'UnaryExpression' && expression.operator === 'void';
        assertUsed(isVoid ? expression.argument : expression, expression);
      },
      'CallExpression[callee.property.name="then"][arguments.0.params.length=0]'(call: CallExpression) {
        assertUsed((call.callee as MemberExpression).object, call);
      },
    };
  },
};
