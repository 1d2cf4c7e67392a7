/** Thrown at boot with every wrong setting named, so that all can be mended at once. */
export class ConfigError extends Error {}
