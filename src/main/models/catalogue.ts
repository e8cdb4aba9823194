import json from '../../../resources/catalogue.json'
import { catalogueSchema, type Catalogue } from '../../shared/model-catalogue'

/** What can be fetched and what comes with Descry. It is ours, so one that does not fit is a bug. */
export const CATALOGUE: Catalogue = catalogueSchema.parse(json)
