import { onInstallation } from './lib/onInstallation.mjs';

/** `npm run doctor`: tries every secret, permission and address, and says what to change on which console page. Exit code 1 where something needs a hand. */
await onInstallation('doctor');
