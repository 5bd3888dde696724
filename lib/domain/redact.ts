/** A secret shorter than this is a word like any other; hiding it would garble texts. */
const SHORTEST = 6;

/** A text from outside, such as another system's error, with the secrets it may quote taken out. */
export function withoutSecrets(text: string, secrets: readonly (string | undefined)[]): string {
  return secrets.reduce<string>((hidden, secret) => {
    return secret && secret.length >= SHORTEST ? hidden.replaceAll(secret, '[secret]') : hidden;
  }, text);
}
