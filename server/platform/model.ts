import mongoose, { type Model, type Schema } from 'mongoose';

/** JR/T 0171: C3 credentials, C2 identifying or financial data, C1 internal data about a person. */
export type PersonalClass = 'none' | 'C1' | 'C2' | 'C3';

declare module 'mongoose' {
  interface SchemaTypeOptions<T, EnforcedDocType, THydratedDocumentType> {
    /** Export and deletion walk the models by this mark; every string and mixed path carries it. */
    personal?: PersonalClass;
  }
}

mongoose.set('strictQuery', 'throw');
mongoose.set('autoIndex', false);
mongoose.set('autoCreate', false);

/** Past mongoose, where whole rows that we made are written often: its casting costs more than the write. */
export const nativeOf = <Row extends object>({ collection }: Model<Row>): mongoose.mongo.Collection<Row> =>
  collection as unknown as mongoose.mongo.Collection<Row>; // its type of the driver's collection knows no `_id` of text

/** The one way a model is made: unknown paths throw, so that nothing is dropped in silence. */
export function model<T>(name: string, collection: string, schema: Schema<T>): Model<T> {
  schema.set('collection', collection);
  schema.set('strict', 'throw');
  schema.set('minimize', false);
  schema.set('versionKey', false);
  schema.set('id', false);
  return mongoose.model<T>(name, schema);
}
