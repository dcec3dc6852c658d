/** The master secrets of the tests: fixed, so that what one process sealed another opens. */
export const testSecrets = {
  KEY_ENCRYPTION_KEY: 'sR8mZp3VtYq6Wk1Nc9Jf4Hd7Lb2Xg5Ae0Uo',
  TOKEN_PEPPER: 'Qw4Er7Ty1Ui8Op2As5Df9Gh3Jk6Lz0XcVb',
};
