export { placeStore, placeStoresOf } from './place.ts'
