import { DefaultNamingStrategy } from 'typeorm';
/** `ownerId` in code, `owner_id` in the database. */
export class SnakeCaseColumns extends DefaultNamingStrategy {
    columnName(propertyName, customName) {
        return customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    }
}
//# sourceMappingURL=naming.js.map