import { DefaultNamingStrategy, type NamingStrategyInterface } from 'typeorm';

/** `ownerId` in code, `owner_id` in the database. */
export class SnakeCaseColumns extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}
