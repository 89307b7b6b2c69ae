import { getMetadataStorage } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;

// For each object that it validates, class-validator looks at all classes of the service for those that the object's class inherits from:
// https://github.com/typestack/class-validator/issues/2686. A class that is there does not get other rules any more.
const storage: { getTargetValidationMetadatas: Storage['getTargetValidationMetadatas'] } = getMetadataStorage();
const gather = storage.getTargetValidationMetadatas.bind(storage);
const known = new WeakMap<object, ReturnType<typeof gather>>();

storage.getTargetValidationMetadatas = (target, schema, always, isStrict, groups) => {
  if (schema || always || isStrict || groups?.length) return gather(target, schema, always, isStrict, groups);
  const rules = known.get(target) ?? gather(target, schema, always, isStrict, groups);
  known.set(target, rules);
  return rules;
};
