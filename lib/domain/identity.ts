/** What an identity provider says of somebody, checked for its signature before. */
export interface ProviderClaims {
  issuer: string;
  subject: string;
  email: string | null;
  /** The provider has seen to it that the address is theirs. */
  emailVerified: boolean;
  name: string;
  groups: readonly string[];
}

/** Why somebody the identity provider knows may not come in; each has its words on the sign-in page. */
export class ProviderSignInRefused extends Error {
  constructor(readonly code: 'account_disabled' | 'email_unverified' | 'identity_conflict') {
    super(code);
    this.name = 'ProviderSignInRefused';
  }
}
