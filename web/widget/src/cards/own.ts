/** What a table itself holds under a name that the server gives; nothing for names of any object. */
export const own = <T>(table: Record<string, T>, name: unknown): T | undefined =>
  (Object.prototype.hasOwnProperty.call(table, String(name)) ? table[String(name)] : undefined);
