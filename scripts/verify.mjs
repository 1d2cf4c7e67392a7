import { onInstallation } from './lib/onInstallation.mjs';

/** `npm run verify`: replays what is stored and compares. The database is that of `MONGODB_URI`, else the one that `npm start` runs here. Exit code 1 where something does not hold. */
await onInstallation('verify');
