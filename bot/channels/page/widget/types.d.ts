// What the checker's own library does not know yet.
interface Array<T> { findLastIndex(predicate: (value: T) => unknown): number; }
